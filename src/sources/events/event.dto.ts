import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, MaxLength, Min } from 'class-validator';
import { IsFutureInstant } from '../future-instant.js';
import { Lines, OneLine, Trimmed } from '../text.js';

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

export class EventsQuery {
  @ApiPropertyOptional({ enum: EVENT_STATUSES })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toUpperCase() : value))
  @IsIn(EVENT_STATUSES)
  status?: EventStatus;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 20 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit = 20;

  @ApiPropertyOptional({ description: 'From the Link header of the page before' })
  @IsOptional()
  @IsUUID()
  cursor?: string;
}
