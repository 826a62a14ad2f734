import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsInstant } from '../../platform/http/instant.js';
import { IsTimezone } from '../preferences/preferences.dto.js';
import { SendNotification } from '../sending/send.dto.js';
import { flawOfCron } from './cron.js';

const IsCron = () =>
  ValidateBy({
    name: 'isCron',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && flawOfCron(value) === undefined,
      defaultMessage: (args) =>
        (typeof args?.value === 'string' ? flawOfCron(args.value) : undefined) ?? '$property must be a text',
    },
  });

/** The body of POST /notifications; the schedule says when. */
export class RecurringNotification extends OmitType(SendNotification, [
  'scheduledFor',
  'inRecipientTimezone',
  'confirmation',
] as const) {}

const CRON = {
  example: '0 9 * * MON',
  maxLength: 200,
  description: 'Minute, hour, day of the month, month, day of the week; at most once an hour',
};
const TIMEZONE = { example: 'Asia/Kolkata', description: 'Whose clocks it goes by' };
const ENDS_AT = { format: 'date-time', description: 'The last moment that it may be sent, with an offset' };

export class NewSchedule {
  @ApiProperty(CRON)
  @IsString()
  @MaxLength(200)
  @IsCron()
  cron!: string;

  @ApiProperty(TIMEZONE)
  @IsTimezone()
  timezone!: string;

  @ApiPropertyOptional(ENDS_AT)
  @IsOptional()
  @IsInstant()
  endsAt?: string;

  @ApiProperty({ type: RecurringNotification })
  @IsObject()
  @ValidateNested()
  @Type(() => RecurringNotification)
  notification!: RecurringNotification;
}

/** May be left out, and is not null. */
const Given = () => ValidateIf((_body, value) => value !== undefined);

export class ScheduleChanges {
  @ApiPropertyOptional(CRON)
  @Given()
  @IsString()
  @MaxLength(200)
  @IsCron()
  cron?: string;

  @ApiPropertyOptional(TIMEZONE)
  @Given()
  @IsTimezone()
  timezone?: string;

  @ApiPropertyOptional({ ...ENDS_AT, type: String, nullable: true, description: 'Null takes it away' })
  @IsOptional()
  @IsInstant()
  endsAt?: string | null;

  @ApiPropertyOptional({ type: RecurringNotification, description: 'Instead of the one before, as a whole' })
  @Given()
  @IsObject()
  @ValidateNested()
  @Type(() => RecurringNotification)
  notification?: RecurringNotification;
}
