import { ApiProperty } from '@nestjs/swagger';

export class UnsubscribedView {
  @ApiProperty() success!: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'Null: all emails' }) type!: string | null;
}
