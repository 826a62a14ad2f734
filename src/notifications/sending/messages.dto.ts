import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsIn, IsOptional } from 'class-validator';
import { AnyCase, PageQuery } from '../../platform/http/page-query.js';
import { TYPES } from '../types.js';
import { MESSAGE_STATES, type MessageState } from './message.view.js';

/** Which of the messages, and from where on. */
export class MessagesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: MESSAGE_STATES, isArray: true, description: 'As `CANCELLED,FAILED`' })
  @IsOptional()
  @AnyCase()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @ArrayMaxSize(MESSAGE_STATES.length)
  @IsIn(MESSAGE_STATES, { each: true })
  state?: MessageState[];

  @ApiPropertyOptional({ enum: Object.keys(TYPES) })
  @IsOptional()
  @IsIn(Object.keys(TYPES))
  type?: string;
}
