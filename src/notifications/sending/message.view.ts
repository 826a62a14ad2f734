import { ApiProperty } from '@nestjs/swagger';
import type { Audience } from '../../audience/audience.js';
import { LANES, type Lane } from '../../platform/queues/lanes.js';
import { TYPES } from '../types.js';
import {
  CHANNELS,
  PRIORITIES,
  STRATEGIES,
  type Channel,
  type DeliveryStatus,
  type Priority,
  type SuppressionReason,
  type Strategy,
} from '../vocabulary.js';

export const MESSAGE_STATES = ['SCHEDULED', 'FANNING_OUT', 'COMPLETED', 'FAILED', 'CANCELLED'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

const ORIGINS = ['EVENT', 'MEMBER', 'CLIENT'] as const;

/** How many deliveries of each channel have come to which status. */
export type Counts = Partial<Record<Channel, Partial<Record<DeliveryStatus, number>>>>;

/** Why so many of each channel were not sent. */
export type Suppressed = Partial<Record<Channel, Partial<Record<SuppressionReason, number>>>>;

export class SenderView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export const APPROVAL_STATES = ['WAITING', 'GRANTED', 'REFUSED'] as const;

/** Of a message that waits for a second head, or has waited. */
export class ApprovalView {
  @ApiProperty({ enum: APPROVAL_STATES }) state!: (typeof APPROVAL_STATES)[number];
  @ApiProperty({ format: 'uuid' }) communityId!: string;
  @ApiProperty({ type: String, nullable: true }) communityName!: string | null;
  @ApiProperty({ format: 'date-time' }) askedAt!: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it is to leave; null for as soon as it is approved, or for its `localTime`',
  })
  wantedFor!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) decidedAt!: string | null;
  @ApiProperty({ type: SenderView, nullable: true }) decidedBy!: SenderView | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why it was refused' }) reason!: string | null;
}

/** A message as its sender follows it. */
export class MessageSummary {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: Object.keys(TYPES) }) type!: string;
  @ApiProperty({ enum: MESSAGE_STATES }) state!: MessageState;
  @ApiProperty({ enum: ORIGINS }) origin!: (typeof ORIGINS)[number];
  @ApiProperty({ type: String, nullable: true }) subject!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Null where an event raised it' })
  message!: string | null;
  @ApiProperty({ enum: CHANNELS, isArray: true }) channels!: Channel[];
  @ApiProperty({ enum: PRIORITIES }) priority!: Priority;
  @ApiProperty({ enum: LANES }) lane!: Lane;
  @ApiProperty({ enum: STRATEGIES }) strategy!: Strategy;
  @ApiProperty({ description: 'The people of the audience when it was accepted' }) recipientCount!: number;
  @ApiProperty({ description: 'Those who have it in their feed by now' }) plannedCount!: number;
  @ApiProperty({ minimum: 0, maximum: 1, description: 'How much of the audience has been planned' })
  progress!: number;
  @ApiProperty({
    type: 'object',
    nullable: true,
    additionalProperties: { type: 'object', additionalProperties: { type: 'integer' } },
    example: { EMAIL: { SENT: 12, SUPPRESSED: 1 } },
    description: 'By channel and status; in a list null for a message to more than 1,000 people',
  })
  counts!: Counts | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'What it has cost so far; null as long as nothing was sent, and where counts are',
  })
  cost!: number | null;
  @ApiProperty({ example: 'USD', description: 'Of the cost' }) currency!: string;
  @ApiProperty({
    type: Date,
    nullable: true,
    description:
      'With `localTime`, the next moment somebody’s clock shows it; when all have had it, the last one',
  })
  scheduledFor!: Date | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: '2030-01-31T09:00:00',
    description: 'What their own clocks show when they get it; null where all get it at one moment',
  })
  localTime!: string | null;
  @ApiProperty() createdAt!: Date;
  @ApiProperty({ type: Date, nullable: true, description: 'When everybody was planned' })
  completedAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) cancelledAt!: Date | null;
  @ApiProperty({ type: String, nullable: true }) error!: string | null;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The message whose missed people it is for, where it was sent again',
  })
  resendOf!: string | null;
  @ApiProperty({ type: SenderView, nullable: true }) sender!: SenderView | null;
  @ApiProperty({
    type: ApprovalView,
    nullable: true,
    description: 'Null where it never waited for anybody. While it waits it is SCHEDULED and has no time',
  })
  approval!: ApprovalView | null;
}

export class MessageView extends MessageSummary {
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'As it was chosen' })
  audience!: Audience;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { '01937b6e-7c00-7000-8000-000000000001': 'Patel family' },
    description: 'What the groups of the audience were called when it was accepted, by their ids',
  })
  groupNames!: Record<string, string>;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'object', additionalProperties: { type: 'integer' } },
    example: { EMAIL: { NO_ADDRESS: 1 } },
    description: 'Of the counts, those that are SUPPRESSED by their reason',
  })
  suppressed!: Suppressed;
}
