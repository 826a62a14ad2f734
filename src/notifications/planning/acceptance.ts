import { createHash } from 'node:crypto';
import type { Audience, AudienceItem } from '../../audience/audience.js';
import { memberActor, type AuditEntry } from '../../platform/audit/audit.js';
import { canonical } from '../../platform/http/idempotency/fingerprint.js';
import type { ApprovalRule } from '../approvals/needed.js';
import type { MessageDraft } from './message-draft.js';
import type { Route } from './route.js';

interface Taken extends Route {
  messageId: string;
  recipientCount: number;
  approval?: ApprovalRule;
}

/** What the log is told of a member's message: by whom, to whom, how; of what it says only a digest. */
export function acceptanceEntries(draft: MessageDraft, taken: Taken): AuditEntry[] {
  const { cause } = draft;
  if (cause.origin !== 'MEMBER') return [];
  const { messageId, recipientCount, approval, priority, lane, strategy } = taken;
  const whose = { actor: memberActor(cause.senderId), subject: messageId };
  const accepted: AuditEntry = {
    ...whose,
    action: 'message.accepted',
    detail: {
      type: draft.type,
      audience: asKept(draft.audience),
      recipientCount,
      channels: draft.channels,
      priority,
      lane,
      strategy,
      content: digest(canonical({ content: draft.content, data: draft.values, link: draft.link ?? null })),
      ...(draft.scheduledFor && { scheduledFor: draft.scheduledFor.toISOString() }),
      ...(draft.localTime !== undefined && { localTime: draft.localTime }),
      ...(draft.confirmed && { confirmed: draft.confirmed }),
      ...(cause.scheduleId !== undefined && { scheduleId: cause.scheduleId }),
      ...(draft.resendOf !== undefined && { resendOf: draft.resendOf }),
    },
  };
  if (!approval) return [accepted];
  const { communityId, above } = approval;
  return [accepted, { ...whose, action: 'approval.asked', detail: { communityId, above, recipientCount } }];
}

/** A longer list of people is kept as a digest: it proves who was in it to whoever has the list. */
const NAMED = 20;

const asKept = ({ include, exclude }: Audience): object => ({
  include: include.map(itemAsKept),
  ...(exclude && { exclude: exclude.map(itemAsKept) }),
});

/** What somebody calls a list or its columns is theirs to erase: an id says which it was. */
function itemAsKept(item: AudienceItem): object {
  if ('saved' in item) return { saved: item.saved, ...asKept(item) };
  if ('campaign' in item) return { campaign: item.campaign };
  if ('include' in item) return { ...item, ...asKept(item) };
  if (!('users' in item) || item.users.length <= NAMED) return item;
  const { users, ...others } = item;
  return { ...others, users: { count: users.length, sha256: digest(users.toSorted().join('\n')) } };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
