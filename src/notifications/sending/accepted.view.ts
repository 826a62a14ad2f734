import { ApiProperty } from '@nestjs/swagger';
import { LANES, type Lane } from '../../platform/queues/lanes.js';
import { WarningView } from '../preview/warning.view.js';
import { CHANNELS, STRATEGIES, type Channel, type Strategy } from '../vocabulary.js';

export class ApprovalRuleView {
  @ApiProperty({ format: 'uuid' }) communityId!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: 'integer', description: 'What goes to more people than this, a second head approves' })
  above!: number;
}

class AcceptedData {
  @ApiProperty({ format: 'uuid', description: 'Of the message: `GET /messages/:id`' }) eventId!: string;
  @ApiProperty() recipientCount!: number;
  @ApiProperty({ enum: CHANNELS, isArray: true }) channels!: Channel[];
  @ApiProperty({ enum: LANES }) lane!: Lane;
  @ApiProperty({ enum: STRATEGIES }) strategy!: Strategy;
  @ApiProperty({
    type: Date,
    nullable: true,
    description: 'The first moment that it can leave; null for at once, and where it waits for approval',
  })
  scheduledFor!: Date | null;
  @ApiProperty({
    type: ApprovalRuleView,
    nullable: true,
    description: 'The rule by which it waits; null where it may go',
  })
  approval!: ApprovalRuleView | null;
  @ApiProperty({
    type: WarningView,
    nullable: true,
    description: 'Where it is for far more people than you usually write to',
  })
  warning!: WarningView | null;
}

export class AcceptedView {
  @ApiProperty() success!: boolean;
  @ApiProperty({ example: 'Notifications queued for delivery' }) message!: string;
  @ApiProperty() recipientCount!: number;
  @ApiProperty({ type: AcceptedData }) data!: AcceptedData;
}
