import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import {
  CHANNELS,
  PRIORITIES,
  type Channel,
  type DeliveryStatus,
  type Priority,
} from '../notifications/vocabulary.js';
import { AsBoolean, PageQuery } from '../platform/http/page-query.js';
import { TYPES } from '../notifications/types.js';
import type { TextValues } from '../notifications/catalog/declare.js';

export class FeedQuery extends PageQuery {
  @ApiPropertyOptional({ type: 'boolean' })
  @IsOptional()
  @AsBoolean()
  @IsBoolean()
  read?: boolean;

  @ApiPropertyOptional({ enum: Object.keys(TYPES) })
  @IsOptional()
  @IsIn(Object.keys(TYPES))
  type?: string;

  @ApiPropertyOptional({ type: 'boolean', default: false })
  @AsBoolean()
  @IsBoolean()
  archived = false;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    description: 'Instead of a cursor; answers X-Total-Count too',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(10_000)
  offset?: number;
}

class ChannelState {
  @ApiProperty({ enum: CHANNELS }) channel!: Channel;
  @ApiProperty({ example: 'SENT' }) status!: DeliveryStatus;
}

/** A notification as its reader gets it, over REST and on the socket alike. */
export class FeedItem {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: Object.keys(TYPES) }) type!: string;
  @ApiProperty() title!: string;
  @ApiProperty() message!: string;
  @ApiProperty({ type: String, nullable: true }) link!: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true }) data!: TextValues;
  @ApiProperty({ enum: PRIORITIES }) priority!: Priority;
  @ApiProperty() read!: boolean;
  @ApiProperty({ type: Date, nullable: true }) readAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) seenAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) archivedAt!: Date | null;
  @ApiProperty() createdAt!: Date;
  @ApiProperty({ type: [ChannelState] }) channels!: ChannelState[];
}

export class UnreadView {
  @ApiProperty() count!: number;
  @ApiProperty() unseen!: number;
}
