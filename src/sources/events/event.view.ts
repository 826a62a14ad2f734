import { ApiProperty } from '@nestjs/swagger';
import { PersonView } from '../person.view.js';
import { EVENT_STATUSES, type EventStatus } from './event.dto.js';

export class EventView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ type: String, nullable: true }) description!: string | null;
  @ApiProperty({ type: String, nullable: true }) location!: string | null;
  @ApiProperty() startsAt!: Date;
  @ApiProperty({ enum: EVENT_STATUSES }) status!: EventStatus;
  @ApiProperty({ type: PersonView }) organizer!: PersonView;
  @ApiProperty() createdAt!: Date;
}

export class RegistrationView {
  @ApiProperty({ format: 'uuid' }) eventId!: string;
  @ApiProperty({ format: 'uuid' }) userId!: string;
  @ApiProperty() registeredAt!: Date;
}
