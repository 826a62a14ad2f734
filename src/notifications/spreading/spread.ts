import type { MessageState } from '../sending/message.view.js';

/** How far a message has come. */
export interface Spread {
  id: string;
  /** Who follows it; nobody where an event raised it. */
  senderId: string | null;
  state: MessageState;
  recipientCount: number;
  plannedCount: number;
}

/** From 0 to 1. The audience may have changed since it was counted. */
export function progressOf({
  state,
  recipientCount,
  plannedCount,
}: Pick<Spread, 'state' | 'recipientCount' | 'plannedCount'>): number {
  if (state === 'COMPLETED') return 1;
  return recipientCount === 0 ? 0 : Math.min(1, plannedCount / recipientCount);
}
