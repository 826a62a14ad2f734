import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsObject, IsString, ValidateBy, ValidateIf, ValidateNested } from 'class-validator';
import { LOCALES } from '../../directory/locales.js';
import { isTimezone } from '../../directory/timezones.js';
import { TYPES } from '../types.js';
import { CHANNEL_FIELDS, DIGESTS, type Digest, type TypeChoice } from './choices.js';
import { QuietHours } from './quiet-hours.js';

/** May be left out. Unlike IsOptional it lets no null through, which would switch nothing on or off. */
const Given = () => ValidateIf((_body, value) => value !== undefined);
const NotNull = () => ValidateIf((_body, value) => value !== undefined && value !== null);

export const IsTimezone = () =>
  ValidateBy({
    name: 'isTimezone',
    validator: {
      validate: (value) => typeof value === 'string' && isTimezone(value),
      defaultMessage: () => 'timezone must be an IANA timezone like Asia/Kolkata',
    },
  });

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

  @ApiPropertyOptional({ enum: DIGESTS })
  @Given()
  @IsIn(DIGESTS)
  digest?: Digest;

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
  @ApiProperty({ enum: DIGESTS }) digest!: Digest;
  @ApiProperty(typesSchema(false)) types!: Record<string, TypeChoice>;
}
