import { ApiProperty } from '@nestjs/swagger';
import { PersonView } from '../person.view.js';
import { REQUEST_STATUSES, type RequestStatus } from './request.dto.js';

export class ResourceRequestView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() resource!: string;
  @ApiProperty({ type: 'integer' }) quantity!: number;
  @ApiProperty({ type: String, nullable: true }) purpose!: string | null;
  @ApiProperty({ enum: REQUEST_STATUSES }) status!: RequestStatus;
  @ApiProperty({ type: PersonView }) requester!: PersonView;
  @ApiProperty() createdAt!: Date;
}
