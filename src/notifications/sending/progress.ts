import type { Counts } from './message.view.js';
import type { Counted } from './messages.sql.js';

export function countsOf(counted: readonly Counted[]): { counts: Counts; cost: number | null } {
  const counts: Counts = {};
  for (const { channel, status, count } of counted) (counts[channel] ??= {})[status] = count;
  const charged = counted.flatMap(({ cost }) => cost ?? []);
  const cost = charged.length > 0 ? charged.reduce((sum, each) => sum + each) / 1_000_000 : null;
  return { counts, cost };
}
