import type { Outcome } from '../provider.js';

/** One device that has it is enough; while one may still get it, nothing is over. */
const RANK: Record<Outcome['kind'], number> = { sent: 0, retry: 1, unknown: 2, reject: 3, nowhere: 4 };

/** What became of a delivery that went several ways. */
export const bestOf = (outcomes: readonly Outcome[]): Outcome =>
  outcomes.reduce((best, each) => (RANK[each.kind] < RANK[best.kind] ? each : best));
