import { ApiProperty } from '@nestjs/swagger';
import {
  CHANNELS,
  DELIVERY_STATUSES,
  PRIORITIES,
  STRATEGIES,
  SUPPRESSION_REASONS,
  type Channel,
  type DeliveryStatus,
  type Priority,
  type Strategy,
  type SuppressionReason,
} from '../../notifications/vocabulary.js';
import { TYPES } from '../../notifications/types.js';
import { LANES, type Lane } from '../../platform/queues/lanes.js';
import { CODES, type Code, type Step } from './words.js';

class StepView implements Step {
  @ApiProperty({ type: Date, nullable: true, description: 'Null where that is not kept' }) at!: Date | null;
  @ApiProperty({ enum: CODES, enumName: 'StoryCode' }) code!: Code;
  @ApiProperty({ description: 'In English; the codes are for other languages' }) text!: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) detail!: Step['detail'];
}

class ChannelStoryView {
  @ApiProperty({ enum: CHANNELS }) channel!: Channel;
  @ApiProperty({ enum: DELIVERY_STATUSES }) status!: DeliveryStatus;
  @ApiProperty({ enum: SUPPRESSION_REASONS, nullable: true }) reason!: SuppressionReason | null;
  @ApiProperty({ description: 'The last step in words' }) summary!: string;
  @ApiProperty({ type: [StepView] }) steps!: StepView[];
}

class ExplainedNotification {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: Object.keys(TYPES) }) type!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ description: 'What it says, in the language of who is asking' }) message!: string;
  @ApiProperty() read!: boolean;
  @ApiProperty({ type: Date, nullable: true }) readAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) archivedAt!: Date | null;
  @ApiProperty({ enum: STRATEGIES }) deliveryStrategy!: Strategy;
  @ApiProperty({ enum: PRIORITIES }) priority!: Priority;
  @ApiProperty({ enum: LANES }) lane!: Lane;
  @ApiProperty() createdAt!: Date;
}

export class ExplainView {
  @ApiProperty({ type: ExplainedNotification }) notification!: ExplainedNotification;
  @ApiProperty({ type: [StepView], description: 'Of the whole, in their order' }) steps!: StepView[];
  @ApiProperty({ type: [ChannelStoryView] }) channels!: ChannelStoryView[];
}
