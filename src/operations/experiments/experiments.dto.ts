import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import type { EscalationStep } from '../../notifications/escalation.js';
import { TYPES, type NotificationType } from '../../notifications/types.js';
import type { Interval } from './intervals.js';

const number = { type: Number, nullable: true };
const interval: ApiPropertyOptions = {
  type: 'array',
  items: { type: 'number' },
  nullable: true,
  example: [0.42, 0.48],
  description: 'Where the true value lies 95 times of 100; null where there are too few to tell',
};

export class DecideExperiment {
  @ApiProperty({ example: 'brisk' })
  @IsString()
  @Length(1, 60)
  variant!: string;
}

class WinnerView {
  @ApiProperty() variant!: string;
  @ApiProperty({ format: 'uuid' }) decidedById!: string;
  @ApiProperty() decidedAt!: Date;
}

export class ExperimentSummary {
  @ApiProperty({ example: 'announcement-pace' }) name!: string;
  @ApiProperty({
    enum: Object.keys(TYPES),
    nullable: true,
    description: 'What declares it; null where nothing does any more',
  })
  type!: NotificationType | null;
  @ApiProperty({ example: ['brisk', 'patient'] }) variants!: string[];
  @ApiProperty({
    type: 'object',
    nullable: true,
    additionalProperties: { type: 'array', items: { type: 'object' } },
    example: { brisk: [{ channel: 'SMS', afterSeconds: 300 }] },
    description: 'The steps of each variant, as they are declared',
  })
  steps!: Readonly<Record<string, readonly EscalationStep[]>> | null;
  @ApiProperty({ description: 'That have taken part' }) messages!: number;
  @ApiProperty({ type: Date, nullable: true }) firstMessageAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) lastMessageAt!: Date | null;
  @ApiProperty({ type: WinnerView, nullable: true, description: 'From then on everybody has its steps' })
  winner!: WinnerView | null;
}

class ShareView {
  @ApiProperty() count!: number;
  @ApiProperty(number) rate!: number | null;
  @ApiProperty(interval) interval!: Interval | null;
}

class MedianView {
  @ApiProperty(number) median!: number | null;
  @ApiProperty(interval) interval!: Interval | null;
}

class MeanView {
  @ApiProperty(number) mean!: number | null;
  @ApiProperty(interval) interval!: Interval | null;
}

export class VariantView {
  @ApiProperty() variant!: string;
  @ApiProperty({ description: 'Each by the first message of the experiment that they had' }) people!: number;
  @ApiProperty({ type: ShareView }) read!: ShareView;
  @ApiProperty({ type: MedianView, description: 'Of those who have read it' }) secondsToRead!: MedianView;
  @ApiProperty({ type: MeanView, description: 'What providers have charged, where they say so' })
  costPerPerson!: MeanView;
  @ApiProperty({
    type: MeanView,
    description: 'SMS and WhatsApp messages that never left, because it was read before their step came',
  })
  paidSavedPerPerson!: MeanView;
}

export class ExperimentView extends ExperimentSummary {
  @ApiProperty({ type: [VariantView] }) results!: VariantView[];
}
