import { ApiProperty } from '@nestjs/swagger';
import { PersonView } from '../person.view.js';

export const STATUS_REQUEST_STATUSES = ['OPEN', 'RESOLVED'] as const;

export class StatusRequestView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() question!: string;
  @ApiProperty({ type: Date, nullable: true }) dueAt!: Date | null;
  @ApiProperty({ enum: STATUS_REQUEST_STATUSES }) status!: (typeof STATUS_REQUEST_STATUSES)[number];
  @ApiProperty({ type: String, nullable: true }) answer!: string | null;
  @ApiProperty({ type: PersonView }) member!: PersonView;
  @ApiProperty({ format: 'uuid' }) requestedById!: string;
  @ApiProperty({ type: Date, nullable: true }) resolvedAt!: Date | null;
  @ApiProperty() createdAt!: Date;
}
