import { ApiProperty } from '@nestjs/swagger';
import { SenderView } from '../sending/message.view.js';

export class ScheduleSummary {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() cron!: string;
  @ApiProperty() timezone!: string;
  @ApiProperty({ type: Date, nullable: true }) endsAt!: Date | null;
  @ApiProperty({ type: Date, nullable: true, description: 'Null when it has ended' }) nextAt!: Date | null;
  @ApiProperty() type!: string;
  @ApiProperty({ type: String, nullable: true }) subject!: string | null;
  @ApiProperty() message!: string;
  @ApiProperty({ type: 'integer', description: 'How often it has been sent' }) occurrences!: number;
  @ApiProperty({ type: Date, nullable: true }) lastAt!: Date | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: '`GET /messages/:id`' })
  lastMessageId!: string | null;
  @ApiProperty() createdAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) endedAt!: Date | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why it has ended; while it goes on, why its last occurrence was not sent',
  })
  reason!: string | null;
  @ApiProperty({ type: SenderView, nullable: true }) sender!: SenderView | null;
}

export class ScheduleView extends ScheduleSummary {
  @ApiProperty({ type: [Date], description: 'Its next three occurrences, as far as there are so many' })
  upcoming!: Date[];
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'As it was asked for' })
  notification!: Record<string, unknown>;
}
