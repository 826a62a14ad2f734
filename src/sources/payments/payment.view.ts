import { ApiProperty } from '@nestjs/swagger';
import { PersonView } from '../person.view.js';

export const PAYMENT_STATUSES = ['OPEN', 'RECEIVED'] as const;

export class PaymentView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() purpose!: string;
  @ApiProperty({ type: 'integer', description: 'In the smallest unit of the currency' }) amount!: number;
  @ApiProperty() currency!: string;
  @ApiProperty({ type: Date, nullable: true }) dueAt!: Date | null;
  @ApiProperty({ enum: PAYMENT_STATUSES }) status!: (typeof PAYMENT_STATUSES)[number];
  @ApiProperty({ type: PersonView }) payer!: PersonView;
  @ApiProperty({ format: 'uuid' }) createdById!: string;
  @ApiProperty({ type: Date, nullable: true }) receivedAt!: Date | null;
  @ApiProperty() createdAt!: Date;
}
