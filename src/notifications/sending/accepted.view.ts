import { ApiProperty } from '@nestjs/swagger';
import { LANES, type Lane } from '../../platform/queues/lanes.js';
import { WarningView } from '../preview/warning.view.js';
import { CHANNELS, STRATEGIES, type Channel, type Strategy } from '../vocabulary.js';

class AcceptedData {
  @ApiProperty({ format: 'uuid', description: 'Of the message: `GET /messages/:id`' }) eventId!: string;
  @ApiProperty() recipientCount!: number;
  @ApiProperty({ enum: CHANNELS, isArray: true }) channels!: Channel[];
  @ApiProperty({ enum: LANES }) lane!: Lane;
  @ApiProperty({ enum: STRATEGIES }) strategy!: Strategy;
  @ApiProperty({
    type: Date,
    nullable: true,
    description: 'The first moment that it can leave; null for at once',
  })
  scheduledFor!: Date | null;
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
