import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, MaxLength, ValidateIf } from 'class-validator';
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

/** May be left out, and is not null. */
const Given = () => ValidateIf((_body, value) => value !== undefined);

export class ChangeEvent {
  @ApiPropertyOptional({ minLength: 1, maxLength: 200 })
  @Given()
  @Trimmed()
  @IsString()
  @Length(1, 200)
  @OneLine()
  title?: string;

  @ApiPropertyOptional({ type: String, maxLength: 5000, nullable: true, description: 'Null takes it away' })
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(5000)
  @Lines()
  description?: string | null;

  @ApiPropertyOptional({ format: 'date-time', description: 'With an offset; the reminders move with it' })
  @Given()
  @IsFutureInstant()
  startsAt?: string;

  @ApiPropertyOptional({ type: String, maxLength: 200, nullable: true, description: 'Null takes it away' })
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(200)
  @OneLine()
  location?: string | null;
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
