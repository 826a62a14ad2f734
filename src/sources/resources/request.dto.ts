import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Length, Max, MaxLength, Min } from 'class-validator';
import { Lines, OneLine, Trimmed } from '../../platform/http/text.js';

export const REQUEST_STATUSES = ['PENDING', 'APPROVED', 'REJECTED'] as const;
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

export class RequestResource {
  @ApiProperty({ minLength: 1, maxLength: 200, example: 'Folding chairs' })
  @Trimmed()
  @IsString()
  @Length(1, 200)
  @OneLine()
  resource!: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 10_000, default: 1 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10_000)
  quantity?: number;

  @ApiPropertyOptional({ maxLength: 1000, example: 'For the wedding of my daughter.' })
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(1000)
  @Lines()
  purpose?: string;
}

export class RejectRequest {
  @ApiPropertyOptional({ maxLength: 1000, example: 'They are lent out until Monday.' })
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(1000)
  @Lines()
  reason?: string;
}
