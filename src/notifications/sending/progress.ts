import type { Counts, MessageState } from './message.view.js';
import type { Counted } from './messages.sql.js';

interface Fanned {
  state: MessageState;
  recipientCount: number;
  plannedCount: number;
}

/** From 0 to 1. The audience may have changed since it was counted. */
export function progressOf({ state, recipientCount, plannedCount }: Fanned): number {
  if (state === 'COMPLETED') return 1;
  return recipientCount === 0 ? 0 : Math.min(1, plannedCount / recipientCount);
}

export function countsOf(counted: readonly Counted[]): { counts: Counts; cost: number | null } {
  const counts: Counts = {};
  for (const { channel, status, count } of counted) (counts[channel] ??= {})[status] = count;
  const charged = counted.flatMap(({ cost }) => cost ?? []);
  const cost = charged.length > 0 ? charged.reduce((sum, each) => sum + each) / 1_000_000 : null;
  return { counts, cost };
}
