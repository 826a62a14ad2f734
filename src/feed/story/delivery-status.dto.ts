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

class FollowedNotification {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'What it says, in the language of who is asking' }) message!: string;
  @ApiProperty() read!: boolean;
  @ApiProperty({ enum: STRATEGIES }) deliveryStrategy!: Strategy;
  @ApiProperty({ enum: PRIORITIES }) priority!: Priority;
  @ApiProperty() createdAt!: Date;
}

export class DeliveryView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: CHANNELS }) channel!: Channel;
  @ApiProperty({ enum: DELIVERY_STATUSES }) status!: DeliveryStatus;
  @ApiProperty({ description: 'How often a worker has taken it in hand' }) attemptCount!: number;
  @ApiProperty({
    type: Date,
    nullable: true,
    description:
      'While SCHEDULED or RETRYING the moment it waits for; afterwards the one it was planned for, if not at once',
  })
  scheduledFor!: Date | null;
  @ApiProperty({
    type: Date,
    nullable: true,
    description: 'When the digest closes that it waits for, or has left in; null where it goes by itself',
  })
  digestClosesAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) sentAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true }) deliveredAt!: Date | null;
  @ApiProperty({ type: String, nullable: true, description: 'Of the last attempt' }) error!: string | null;
  @ApiProperty({ enum: SUPPRESSION_REASONS, nullable: true, description: 'Why it is SUPPRESSED' })
  reason!: SuppressionReason | null;
  @ApiProperty({ type: String, nullable: true }) provider!: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'In millionths of the currency' })
  cost!: number | null;
}

export class DeliveryStatusView {
  @ApiProperty({ type: FollowedNotification }) notification!: FollowedNotification;
  @ApiProperty({ type: [DeliveryView] }) deliveries!: DeliveryView[];
}
