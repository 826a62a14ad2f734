import { ApiProperty } from '@nestjs/swagger';
import { GROUP_KINDS, type GroupKind } from '../../directory/groups/group-kinds.js';
import { ROLES, type Role } from '../../identity/roles.js';
import { LANES, type Lane } from '../../platform/queues/lanes.js';
import {
  CHANNELS,
  PRIORITIES,
  STRATEGIES,
  type Channel,
  type Priority,
  type Strategy,
  type SuppressionReason,
} from '../vocabulary.js';
import { ApprovalRuleView } from '../sending/accepted.view.js';
import { WarningView } from './warning.view.js';

class GroupShareView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'Patel family' }) name!: string;
  @ApiProperty({ enum: GROUP_KINDS }) kind!: GroupKind;
  @ApiProperty() count!: number;
}

class PersonView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class ReachView {
  @ApiProperty({ description: 'Who gets it by this channel' }) reachable!: number;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    example: { NO_ADDRESS: 2 },
    description: 'Who does not, by the reason',
  })
  suppressed!: Partial<Record<SuppressionReason, number>>;
  @ApiProperty({ description: 'Of the reachable, those whose quiet hours it waits for' }) held!: number;
}

export class ConfirmationView {
  @ApiProperty({
    description: 'For the `confirmation` of `POST /notifications`, which then goes to these people',
  })
  token!: string;
  @ApiProperty() expiresAt!: Date;
}

/** Who would get a message, and how, if it was sent now. */
export class PreviewView {
  @ApiProperty() recipientCount!: number;
  @ApiProperty({
    type: [GroupShareView],
    description: 'The groups of yours that they have joined, the largest first, at most 100',
  })
  byGroup!: GroupShareView[];
  @ApiProperty({ description: 'How many groups these are altogether' }) groupCount!: number;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    example: { FAMILY_HEAD: 4, MEMBER: 15 },
    description: `By the highest role of each: ${ROLES.join(', ')}`,
  })
  byRole!: Partial<Record<Role, number>>;
  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: '#/components/schemas/ReachView' },
    description: `By each channel that it would go by, of ${CHANNELS.join(', ')}`,
  })
  channels!: Partial<Record<Channel, ReachView>>;
  @ApiProperty({ type: [PersonView], description: 'Some of them, at most 10' }) sample!: PersonView[];
  @ApiProperty({ description: 'If it reaches everybody it can; an SMS of one part' }) estimatedCost!: number;
  @ApiProperty({ example: 'USD' }) currency!: string;
  @ApiProperty({ enum: PRIORITIES }) priority!: Priority;
  @ApiProperty({ enum: LANES }) lane!: Lane;
  @ApiProperty({ enum: STRATEGIES }) strategy!: Strategy;
  @ApiProperty({ type: WarningView, nullable: true }) warning!: WarningView | null;
  @ApiProperty({
    type: ApprovalRuleView,
    nullable: true,
    description: 'The rule by which it would wait for a second head',
  })
  approval!: ApprovalRuleView | null;
  @ApiProperty({ type: ConfirmationView }) confirmation!: ConfirmationView;
}
