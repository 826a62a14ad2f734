import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { GROUP_ROLES, MAX_PEOPLE_NAMED, type GroupRole } from '../../audience/choice.js';
import { AnyCase } from '../../platform/http/page-query.js';
import type { TextValues } from '../catalog/declare.js';
import { LONGEST_STEP_SECONDS, type EscalationStep } from '../escalation.js';
import { TYPES, type NotificationType } from '../types.js';
import {
  CHANNELS,
  PRIORITIES,
  STRATEGIES,
  type Channel,
  type Priority,
  type Strategy,
} from '../vocabulary.js';
import { IsData } from './data.js';
import { LocaleText, LocaleTexts } from './locale-text.dto.js';
import { PriorityWord } from './priority-word.js';
import { IsSmallObject } from './small-object.js';
import { IsSendTime } from './when.js';

const TYPE_NAMES = Object.keys(TYPES) as NotificationType[];

class Step implements EscalationStep {
  @ApiProperty({
    enum: CHANNELS,
    example: 'SMS',
    description: 'One of `channels`; each has one step at most',
  })
  @AnyCase()
  @IsIn(CHANNELS)
  channel!: Channel;

  @ApiProperty({
    type: 'integer',
    minimum: 0,
    maximum: LONGEST_STEP_SECONDS,
    example: 600,
    description: 'After the message, as long as it is unread; 0 for IN_APP',
  })
  @IsInt()
  @Min(0)
  @Max(LONGEST_STEP_SECONDS)
  afterSeconds!: number;
}

class Escalation {
  @ApiProperty({ type: [Step], minItems: 1, description: 'What is not named leaves at once' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(CHANNELS.length)
  @ValidateNested({ each: true })
  @Type(() => Step)
  steps!: Step[];
}

/** What a head or an ADMIN asks to be sent. */
export class SendNotification extends LocaleText {
  @ApiProperty({ enum: TYPE_NAMES, example: 'ANNOUNCEMENT' })
  @AnyCase()
  @IsIn(TYPE_NAMES)
  type!: NotificationType;

  @ApiPropertyOptional({
    enum: CHANNELS,
    description: 'This or `channels`; neither for an EMERGENCY_ALERT, which goes by all',
  })
  @IsOptional()
  @AnyCase()
  @IsIn(CHANNELS)
  channel?: Channel;

  @ApiPropertyOptional({ enum: CHANNELS, isArray: true })
  @IsOptional()
  @AnyCase()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(CHANNELS.length)
  @IsIn(CHANNELS, { each: true })
  channels?: Channel[];

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    example: { include: [{ group: '01937b6e-7c00-7000-8000-000000000004', subgroups: true }] },
    description:
      'This, `targetRole` or `recipientIds`. `{ include: [], exclude?: [] }` of `{ group, roles?, subgroups? }`, `{ role }`, `{ users }`, `{ saved }`, `{ topic }` and `{ sender: true }`; a group is who joined it, with `subgroups: true` everybody below it as well',
  })
  @IsOptional()
  @IsObject()
  audience?: Record<string, unknown>;

  @ApiPropertyOptional({
    enum: GROUP_ROLES,
    description: "That role in the sender's community, for a family's head in the family",
  })
  @IsOptional()
  @AnyCase()
  @IsIn(GROUP_ROLES)
  targetRole?: GroupRole;

  @ApiPropertyOptional({ type: [String], format: 'uuid', maxItems: MAX_PEOPLE_NAMED })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_PEOPLE_NAMED)
  @IsUUID('all', { each: true })
  recipientIds?: string[];

  @ApiPropertyOptional({
    enum: PRIORITIES,
    description: "The type's own, where none is given; not for an EMERGENCY_ALERT, which is CRITICAL",
  })
  @IsOptional()
  @PriorityWord()
  @IsIn(PRIORITIES)
  priority?: Priority;

  @ApiPropertyOptional({ enum: PRIORITIES, description: 'Another name of `priority`' })
  @IsOptional()
  @PriorityWord()
  @IsIn(PRIORITIES)
  notificationPriority?: Priority;

  @ApiPropertyOptional({ enum: STRATEGIES })
  @IsOptional()
  @AnyCase()
  @IsIn(STRATEGIES)
  deliveryStrategy?: Strategy;

  @ApiPropertyOptional({
    type: Escalation,
    description:
      'Steps of its own, which say that it escalates. Not together with the strategy BROADCAST; of no effect where it is CRITICAL',
  })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => Escalation)
  escalation?: Escalation;

  @ApiPropertyOptional({
    example: '2030-01-31T18:30:00+05:30',
    description:
      'At most a year ahead. With an offset; with `inRecipientTimezone` without one, like 2030-01-31T09:00',
  })
  @IsOptional()
  @IsSendTime()
  scheduledFor?: string;

  @ApiPropertyOptional({
    default: false,
    description:
      'All get it when their own clocks show `scheduledFor`; at once where they have shown it already',
  })
  @IsOptional()
  @IsBoolean()
  inRecipientTimezone?: boolean;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'Kept with the message, and shown to nobody who gets it',
  })
  @IsOptional()
  @IsSmallObject()
  metadata?: Record<string, unknown>;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description:
      'Handed on to those who get it: texts, numbers, booleans. Nothing of it is filled into the message. `link` is where a tap leads: a path like /events/5, or an https address',
  })
  @IsOptional()
  @IsData()
  data?: TextValues;

  @ApiPropertyOptional({
    maxLength: 400,
    description:
      'The `token` of a preview: it is sent only as it was seen there. An EMERGENCY_ALERT must have one, and only it is used up',
  })
  @IsOptional()
  @IsString()
  @Length(1, 400)
  confirmation?: string;

  @ApiPropertyOptional({ type: LocaleTexts, description: 'The same in other languages' })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => LocaleTexts)
  locales?: LocaleTexts;
}
