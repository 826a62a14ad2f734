import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { LOCALES } from '../../directory/locales.js';
import { isTimezone } from '../../directory/timezones.js';
import { TYPES } from '../types.js';
import { CHANNEL_FIELDS, DIGESTS, type Digest, type TypeChoice } from './choices.js';
import { QuietHours } from './quiet-hours.js';

/** May be left out. Unlike IsOptional it lets no null through, which would switch nothing on or off. */
const Given = () => ValidateIf((_body, value) => value !== undefined);
const NotNull = () => ValidateIf((_body, value) => value !== undefined && value !== null);

const IsTimezone = () =>
  ValidateBy({
    name: 'isTimezone',
    validator: {
      validate: (value) => typeof value === 'string' && isTimezone(value),
      defaultMessage: () => 'timezone must be an IANA timezone like Asia/Kolkata',
    },
  });

const DIGEST =
  'Emails of a type, below CRITICAL, are collected into one. A window opens with the first of them; a change of this ' +
  'choice, or of when it closes, moves no window that is open';
const DIGEST_HOUR = 'The hour of the day at which a DAILY or WEEKLY digest closes, in your timezone';
const DIGEST_WEEKDAY = 'The day on which a WEEKLY digest closes, from 1 for Monday to 7 for Sunday';
const HOUR = 'digestHour must be a whole number from 0 to 23';
const WEEKDAY = 'digestWeekday must be a whole number from 1 (Monday) to 7 (Sunday)';

const typesSchema = (nullable: boolean) => ({
  type: 'object' as const,
  description:
    `By type (${Object.keys(TYPES).join(', ')}); it goes before the choice for the channel` +
    (nullable ? ', and null takes it back' : ''),
  additionalProperties: {
    type: 'object',
    nullable,
    properties: {
      ...Object.fromEntries(CHANNEL_FIELDS.map((field) => [field, { type: 'boolean', nullable }])),
      digest: { type: 'string', enum: [...DIGESTS], nullable },
    },
  },
  example: { EVENT_REMINDER: { email: false } },
});

export class PreferencesPatch {
  @ApiPropertyOptional() @Given() @IsBoolean() email?: boolean;
  @ApiPropertyOptional() @Given() @IsBoolean() sms?: boolean;
  @ApiPropertyOptional() @Given() @IsBoolean() push?: boolean;
  @ApiPropertyOptional({ description: 'Whether it interrupts; the feed keeps everything' })
  @Given()
  @IsBoolean()
  inApp?: boolean;
  @ApiPropertyOptional() @Given() @IsBoolean() whatsapp?: boolean;

  @ApiPropertyOptional({ enum: LOCALES })
  @Given()
  @IsIn(LOCALES)
  locale?: string;

  @ApiPropertyOptional({ example: 'Asia/Kolkata' })
  @Given()
  @IsString()
  @IsTimezone()
  timezone?: string;

  @ApiPropertyOptional({
    type: QuietHours,
    nullable: true,
    description: 'Push, SMS and WhatsApp below CRITICAL are held until they end; null for none',
  })
  @NotNull()
  @IsObject()
  @ValidateNested()
  @Type(() => QuietHours)
  quietHours?: QuietHours | null;

  @ApiPropertyOptional({ enum: DIGESTS, description: DIGEST })
  @Given()
  @IsIn(DIGESTS)
  digest?: Digest;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: 23, description: DIGEST_HOUR })
  @Given()
  @IsInt({ message: HOUR })
  @Min(0, { message: HOUR })
  @Max(23, { message: HOUR })
  digestHour?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 7, description: DIGEST_WEEKDAY })
  @Given()
  @IsInt({ message: WEEKDAY })
  @Min(1, { message: WEEKDAY })
  @Max(7, { message: WEEKDAY })
  digestWeekday?: number;

  @ApiPropertyOptional(typesSchema(true))
  @Given()
  @IsObject()
  types?: Record<string, unknown>;
}

export class PreferencesView {
  @ApiProperty() email!: boolean;
  @ApiProperty() sms!: boolean;
  @ApiProperty() push!: boolean;
  @ApiProperty() inApp!: boolean;
  @ApiProperty() whatsapp!: boolean;
  @ApiProperty({ enum: LOCALES }) locale!: string;
  @ApiProperty({ example: 'Asia/Kolkata' }) timezone!: string;
  @ApiProperty({ type: QuietHours, nullable: true }) quietHours!: QuietHours | null;
  @ApiProperty({ enum: DIGESTS, description: DIGEST }) digest!: Digest;
  @ApiProperty({ type: 'integer', description: DIGEST_HOUR }) digestHour!: number;
  @ApiProperty({ type: 'integer', description: DIGEST_WEEKDAY }) digestWeekday!: number;
  @ApiProperty(typesSchema(false)) types!: Record<string, TypeChoice>;
}
