import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional } from 'class-validator';
import { IsSendTime } from './when.js';

export class RescheduleMessage {
  @ApiProperty({
    example: '2030-01-31T18:30:00+05:30',
    description:
      'At most a year ahead. With an offset; with `inRecipientTimezone` without one, like 2030-01-31T09:00',
  })
  @IsSendTime()
  scheduledFor!: string;

  @ApiPropertyOptional({ default: false })
  @IsOptional()
  @IsBoolean()
  inRecipientTimezone?: boolean;
}
