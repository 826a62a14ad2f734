import { conflict, forbidden, notFound, type AppError } from '../../platform/errors/app-error.js';
import type { MessageState } from '../sending/message.view.js';

export interface Decision {
  approved: boolean;
  reason: string | null;
}

/** A message that waits for a second head, or has waited. */
export interface AskedMessage {
  state: MessageState;
  senderId: string;
  communityId: string;
  decidedAt: Date | null;
  decidedBy: { id: string; name: string } | null;
  approved: boolean | null;
}

interface Decider {
  userId: string;
  admin: boolean;
  /** The communities that they are a head of. */
  communities: readonly string[];
}

export const nothingWaits = () => notFound('No such message waits for you.');

/** Whether somebody's decision counts: `done` where they have said the same before, or why it does not. */
export function judge(
  asked: AskedMessage | undefined,
  { userId, admin, communities }: Decider,
  { approved }: Decision,
): 'decides' | 'done' | AppError {
  if (!asked) return nothingWaits();
  const { senderId, communityId, decidedAt, decidedBy } = asked;
  if (senderId === userId) return forbidden('You have sent it yourself, so somebody else has to approve it.');
  if (!admin && !communities.includes(communityId)) return nothingWaits();
  if (!decidedAt && asked.state === 'SCHEDULED') return 'decides';
  if (asked.approved === null) return conflict('It was cancelled before anybody had decided.');
  if (decidedBy?.id === userId && asked.approved === approved) return 'done';
  const who = decidedBy?.id === userId ? 'You have' : `${decidedBy?.name ?? 'Somebody'} has`;
  return conflict(`${who} ${asked.approved ? 'approved' : 'refused'} it already.`);
}
