import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  Equals,
  IsArray,
  IsDate,
  IsIn,
  IsObject,
  IsOptional,
  IsUUID,
  Matches,
  ValidateNested,
} from 'class-validator';
import { TYPES } from '../../notifications/types.js';
import { CHANNELS, type Channel } from '../../notifications/vocabulary.js';
import { instantOf, NO_INSTANT } from '../../platform/http/instant.js';
import { AnyCase, LimitQuery } from '../../platform/http/page-query.js';
import { LANES, type Lane } from '../../platform/queues/lanes.js';
import { DEAD, type DeadStatus } from './which-dead.sql.js';

const CODE = /^[\w.-]{1,100}$/;
const CURSOR = /^\d{1,17}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `new Date` would take `true`, and years that PostgreSQL does not have. */
const Moment = () => Transform(({ value }: { value: unknown }) => instantOf(value) ?? value);

export class DeadLetterFilter {
  @ApiPropertyOptional({ enum: CHANNELS })
  @IsOptional()
  @AnyCase()
  @IsIn(CHANNELS)
  channel?: Channel;

  @ApiPropertyOptional({ example: 'smtp' })
  @IsOptional()
  @Matches(CODE)
  provider?: string;

  @ApiPropertyOptional({ example: 'SMTP_451' })
  @IsOptional()
  @Matches(CODE)
  errorCode?: string;

  @ApiPropertyOptional({ enum: DEAD, description: 'UNKNOWN: its provider may have taken it' })
  @IsOptional()
  @AnyCase()
  @IsIn(DEAD)
  status?: DeadStatus;

  @ApiPropertyOptional({ enum: Object.keys(TYPES) })
  @IsOptional()
  @IsIn(Object.keys(TYPES))
  type?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  messageId?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Failed at this moment or later' })
  @IsOptional()
  @Moment()
  @IsDate({ message: NO_INSTANT })
  from?: Date;

  @ApiPropertyOptional({ format: 'date-time', description: 'Failed at this moment or earlier' })
  @IsOptional()
  @Moment()
  @IsDate({ message: NO_INSTANT })
  to?: Date;
}

export class DeadLetterQuery extends IntersectionType(DeadLetterFilter, LimitQuery) {
  @ApiPropertyOptional({ description: 'From the Link header of the page before' })
  @IsOptional()
  @Matches(CURSOR, { message: 'cursor must be taken from the Link header of the page before' })
  cursor?: string;
}

export class Redrive {
  @ApiPropertyOptional({ type: [String], format: 'uuid', maxItems: 1000 })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @IsUUID('all', { each: true })
  ids?: string[];

  @ApiPropertyOptional({
    type: DeadLetterFilter,
    description: 'Must not be empty. Without a status: those that are FAILED',
  })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => DeadLetterFilter)
  filter?: DeadLetterFilter;

  @ApiPropertyOptional({ enum: [true], description: 'Every one that is FAILED' })
  @IsOptional()
  @Equals(true)
  all?: true;
}

export class DeadLetterView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) messageId!: string;
  @ApiProperty({ format: 'uuid' }) notificationId!: string;
  @ApiProperty({ enum: CHANNELS }) channel!: Channel;
  @ApiProperty({ enum: DEAD }) status!: DeadStatus;
  @ApiProperty({ type: String, nullable: true }) provider!: string | null;
  @ApiProperty({ type: String, nullable: true }) errorCode!: string | null;
  @ApiProperty({ type: String, nullable: true }) error!: string | null;
  @ApiProperty() attempts!: number;
  @ApiProperty() failedAt!: Date;
  @ApiProperty({ enum: Object.keys(TYPES) }) type!: string;
  @ApiProperty({ enum: LANES }) lane!: Lane;
  @ApiProperty({ type: String, nullable: true, description: 'Where it would go now' }) to!: string | null;
}

export class RedrivenView {
  @ApiProperty() success!: boolean;
  @ApiProperty() redrivenCount!: number;
  @ApiProperty({ description: 'Ask again for these: they were too many for one call' })
  remainingCount!: number;
}
