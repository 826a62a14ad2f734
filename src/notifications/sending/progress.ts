import type { Counts, Suppressed } from './message.view.js';
import type { Counted } from './messages.sql.js';

export function countsOf(counted: readonly Counted[]): { counts: Counts; cost: number | null } {
  const counts: Counts = {};
  for (const { channel, status, count } of counted) {
    const ofChannel = (counts[channel] ??= {});
    ofChannel[status] = (ofChannel[status] ?? 0) + count;
  }
  const charged = counted.flatMap(({ cost }) => cost ?? []);
  const cost = charged.length > 0 ? charged.reduce((sum, each) => sum + each) / 1_000_000 : null;
  return { counts, cost };
}

export function suppressedOf(counted: readonly Counted[]): Suppressed {
  const suppressed: Suppressed = {};
  for (const { channel, reason, count } of counted) if (reason) (suppressed[channel] ??= {})[reason] = count;
  return suppressed;
}
