import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { TYPES } from '../../notifications/types.js';
import type { Channel } from '../../notifications/vocabulary.js';

/** Years of which the end can be said to the database, too. */
const MONTH = /^(19[7-9]\d|2\d{3})-(0[1-9]|1[0-2])$/;
const month = { message: '$property must be a month like 2026-11' };

export class CostsQuery {
  @ApiPropertyOptional({ example: '2026-10', description: 'Not given: as `to`' })
  @IsOptional()
  @Matches(MONTH, month)
  from?: string;

  @ApiPropertyOptional({ example: '2026-11', description: 'Not given: this month' })
  @IsOptional()
  @Matches(MONTH, month)
  to?: string;
}

export class ChannelCosts {
  @ApiProperty() sent!: number;
  @ApiProperty({ description: 'What these have cost; an SMS is paid by segment' }) spent!: number;
}

export class CostsView {
  @ApiProperty() spent!: number;
  @ApiProperty({ description: 'Steps of escalations that were not needed, because it was read before' })
  savedCount!: number;
  @ApiProperty({ description: 'What these would have cost with the first provider, an SMS as one segment' })
  saved!: number;
  @ApiProperty({ description: 'What it would have cost to send everything at once: spent and saved' })
  broadcast!: number;
}

export class MonthlyCosts extends CostsView {
  @ApiProperty({ example: '2026-11', description: 'In UTC, when the message was accepted' }) month!: string;
  @ApiProperty({ enum: Object.keys(TYPES) }) type!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: {
      type: 'object',
      properties: { sent: { type: 'integer' }, spent: { type: 'number' } },
      required: ['sent', 'spent'],
    },
    example: { SMS: { sent: 12, spent: 0.096 } },
  })
  channels!: Partial<Record<Channel, ChannelCosts>>;
}

export class CostReport {
  @ApiProperty({ example: 'USD' }) currency!: string;
  @ApiProperty({ example: '2026-10' }) from!: string;
  @ApiProperty({ example: '2026-11' }) to!: string;
  @ApiProperty({ type: [MonthlyCosts], description: 'By month and type; what sent nothing is left out' })
  months!: MonthlyCosts[];
  @ApiProperty({ type: CostsView }) total!: CostsView;
}
