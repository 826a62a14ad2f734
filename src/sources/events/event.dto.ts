import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { AnyCase, PageQuery } from '../../platform/http/page-query.js';
import { IsFutureInstant } from '../future-instant.js';
import { Lines, OneLine, Trimmed } from '../../platform/http/text.js';

export const EVENT_STATUSES = ['PENDING', 'APPROVED', 'REJECTED'] as const;
export type EventStatus = (typeof EVENT_STATUSES)[number];

export class ProposeEvent {
  @ApiProperty({ minLength: 1, maxLength: 200, example: 'Diwali gathering' })
  @Trimmed()
  @IsString()
  @Length(1, 200)
  @OneLine()
  title!: string;

  @ApiPropertyOptional({ maxLength: 5000 })
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(5000)
  @Lines()
  description?: string;

  @ApiProperty({ format: 'date-time', example: '2030-11-08T18:30:00+05:30', description: 'With an offset' })
  @IsFutureInstant()
  startsAt!: string;

  @ApiPropertyOptional({ maxLength: 200, example: 'Town hall' })
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(200)
  @OneLine()
  location?: string;
}

export class RejectEvent {
  @ApiPropertyOptional({ maxLength: 1000, example: 'The hall is taken that evening.' })
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(1000)
  @Lines()
  reason?: string;
}

export class EventsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: EVENT_STATUSES })
  @IsOptional()
  @AnyCase()
  @IsIn(EVENT_STATUSES)
  status?: EventStatus;
}
