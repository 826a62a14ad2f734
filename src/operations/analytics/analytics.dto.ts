import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { LANES, type Lane } from '../../platform/queues/lanes.js';
import { COUNTED_AT_MOST } from './waiting.sql.js';

const seconds = { type: Number, nullable: true };

export class AnalyticsQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 1440, default: 60 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1440)
  minutes = 60;
}

export class LaneView {
  @ApiProperty({ enum: LANES }) lane!: Lane;
  @ApiProperty({ description: 'What the lane promises' }) slaSeconds!: number;
  @ApiProperty() sent!: number;
  @ApiProperty() failed!: number;
  @ApiProperty({ description: 'Sent or given up later than the lane promises' }) breaches!: number;
  @ApiProperty({ ...seconds, description: 'From when it should leave to when it was sent' })
  p50Seconds!: number | null;
  @ApiProperty(seconds) p95Seconds!: number | null;
  @ApiProperty(seconds) p99Seconds!: number | null;
  @ApiProperty({ description: `Now, counted up to ${COUNTED_AT_MOST}` }) waiting!: number;
  @ApiProperty({ description: 'What of it is later than the lane promises' }) overdue!: number;
  @ApiProperty(seconds) oldestWaitingSeconds!: number | null;
  @ApiProperty() deadLetters!: number;
}

export class AnalyticsView {
  @ApiProperty() minutes!: number;
  @ApiProperty({ type: [LaneView] }) lanes!: LaneView[];
}
