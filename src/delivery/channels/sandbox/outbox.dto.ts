import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { AnyCase, LimitQuery } from '../../../platform/http/page-query.js';
import { CHANNELS, type Channel } from '../../../notifications/vocabulary.js';

export class OutboxQuery extends LimitQuery {
  @ApiPropertyOptional({ enum: CHANNELS })
  @IsOptional()
  @AnyCase()
  @IsIn(CHANNELS)
  channel?: Channel;

  @ApiPropertyOptional({ description: 'The exact address' })
  @IsOptional()
  @IsString()
  @MaxLength(320)
  to?: string;
}

export class SandboxMailView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: CHANNELS }) channel!: Channel;
  @ApiProperty({ example: 'sandbox' }) provider!: string;
  @ApiProperty() to!: string;
  @ApiProperty({ type: String, nullable: true }) subject!: string | null;
  @ApiProperty() body!: string;
  @ApiProperty({ type: String, nullable: true }) html!: string | null;
  @ApiProperty() at!: Date;
  @ApiProperty({ format: 'uuid' }) deliveryId!: string;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } }) headers!: Record<string, string>;
}
