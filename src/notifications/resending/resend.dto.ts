import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional } from 'class-validator';
import { CHANNELS, type Channel } from '../vocabulary.js';
import { AnyCase } from '../../platform/http/page-query.js';

/** Which of the message's channels count. */
export class Resend {
  @ApiPropertyOptional({
    enum: CHANNELS,
    isArray: true,
    description:
      'Of those it went by, all where none are given. Who has got it by one of them has not missed it',
  })
  @IsOptional()
  @AnyCase()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(CHANNELS.length)
  @IsIn(CHANNELS, { each: true })
  channels?: Channel[];
}

/** The same in an address: `?channels=EMAIL,SMS`. */
export class MissedQuery {
  @ApiPropertyOptional({ enum: CHANNELS, isArray: true, description: 'As `EMAIL,SMS`' })
  @IsOptional()
  @AnyCase()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @ArrayMaxSize(CHANNELS.length)
  @IsIn(CHANNELS, { each: true })
  channels?: Channel[];
}

export class MissedView {
  @ApiProperty({ description: 'Of its audience as it is now' }) count!: number;
}
