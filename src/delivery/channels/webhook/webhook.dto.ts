import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { PRESETS, type Preset } from './presets.js';
import { LONGEST_URL } from './url-flaw.js';

export class SaveWebhook {
  @ApiProperty({
    maxLength: LONGEST_URL,
    example: 'https://example.org/hooks/munadi',
    description: 'https only, a public host, with neither a password nor a fragment',
  })
  @IsString()
  @Length(1, LONGEST_URL)
  url!: string;

  @ApiPropertyOptional({
    enum: PRESETS,
    default: 'standard',
    description:
      'How it is told: by Standard Webhooks, or as an incoming webhook of Slack or Discord expects',
  })
  @IsOptional()
  @IsIn(PRESETS)
  preset?: Preset;
}

export class WebhookView {
  @ApiProperty() url!: string;
  @ApiProperty({ enum: PRESETS }) preset!: Preset;
  @ApiProperty() createdAt!: Date;
  @ApiProperty({ type: Date, nullable: true, description: 'Until when the secret before this one signs too' })
  rotatedUntil!: Date | null;
  @ApiProperty({ type: Date, nullable: true, description: 'Since when every call has failed' })
  failingSince!: Date | null;
  @ApiProperty({
    type: Date,
    nullable: true,
    description: 'Since when it is not called; save it again to go on',
  })
  disabledAt!: Date | null;
  @ApiProperty({
    type: String,
    enum: ['GONE', 'FAILING'],
    nullable: true,
    description: 'It answered that it is gone, or it has failed for days',
  })
  disabledBecause!: 'GONE' | 'FAILING' | null;
}

export class WebhookWithSecret extends WebhookView {
  @ApiPropertyOptional({
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=',
    description: 'Only where it is new, and never shown again',
  })
  secret?: string;
}

export class WebhookTestView {
  @ApiProperty({ description: 'Whether it took the test call' }) delivered!: boolean;
  @ApiProperty({ type: Number, nullable: true, example: 204, description: 'The HTTP status it answered' })
  status!: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why it was not taken' })
  reason!: string | null;
}
