import type { Sql } from '../../platform/database/database.js';
import type { Events } from '../../platform/events/events.js';
import type { MessageDraft } from '../planning/message-draft.js';
import { aboutOf } from './about.js';
import { askApproval } from './ask.sql.js';
import type { ApprovalRule } from './needed.js';

interface Waiting {
  messageId: string;
  recipientCount: number;
  rule: ApprovalRule;
}

/** The rule by which a message waits, and who can say that it goes. */
export interface Held extends ApprovalRule {
  by: 'HEADS' | 'ADMINS' | 'NOBODY';
}

/** Writes that a message waits, in the transaction that takes it in, and has those told who may approve it. */
export async function ask(
  sql: Sql,
  events: Events,
  { cause, content, scheduledFor }: MessageDraft,
  { messageId, recipientCount, rule }: Waiting,
): Promise<Held> {
  if (cause.origin !== 'MEMBER') throw new Error('Only what a member says waits for approval');
  const { senderId } = cause;
  const asked = await askApproval(sql, {
    messageId,
    communityId: rule.communityId,
    senderId,
    wantedFor: scheduledFor ?? null,
  });
  const { approverIds, byHeads, senderName } = asked;
  await events.emit(sql, 'announcement.waiting', {
    messageId,
    about: aboutOf(content),
    senderName,
    communityName: rule.name,
    recipientCount,
    approverIds,
  });
  return { ...rule, by: byHeads ? 'HEADS' : approverIds.length > 0 ? 'ADMINS' : 'NOBODY' };
}
