import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { IsFutureInstant } from '../future-instant.js';
import { Lines, OneLine, Trimmed } from '../../platform/http/text.js';

export class AskForStatus {
  @ApiProperty({ format: 'uuid', description: 'Who is asked' })
  @IsUUID()
  memberId!: string;

  @ApiProperty({ minLength: 1, maxLength: 300, example: 'Are you and your family safe after the flood?' })
  @Trimmed()
  @IsString()
  @Length(1, 300)
  @OneLine()
  question!: string;

  @ApiPropertyOptional({
    format: 'date-time',
    example: '2030-11-08T18:30:00+05:30',
    description: 'Until when an answer is of use. With an offset',
  })
  @IsOptional()
  @IsFutureInstant()
  dueAt?: string;
}

export class ResolveStatus {
  @ApiProperty({ minLength: 1, maxLength: 1000, example: 'Yes, all of us are with my uncle.' })
  @Trimmed()
  @IsString()
  @Length(1, 1000)
  @Lines()
  answer!: string;
}
