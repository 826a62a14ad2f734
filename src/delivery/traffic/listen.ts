import type { Outcome } from '../channels/provider.js';
import type { Heard } from './evidence.js';

/** What is heard of a provider in its outcomes. */
export interface Report extends Heard {
  /** For how long it wants to be left alone, where most of them say so; 0 where they don't. */
  patienceMs: number;
  /** What the last that was not well said. */
  reason: string;
}

/** Outcomes may be missing; those who asked nobody tell nothing. */
export function listenTo(outcomes: readonly (Outcome | undefined)[]): Report {
  const report: Report = { well: 0, down: 0, patienceMs: 0, reason: 'It does not answer.' };
  let asking = 0;
  for (const outcome of outcomes) {
    if (!outcome || outcome.kind === 'nowhere' || outcome.kind === 'held') continue;
    const down = 'down' in outcome && outcome.down === true;
    report[down ? 'down' : 'well']++;
    if (outcome.kind !== 'retry') continue;
    // What is about this one alone asks for patience with this one alone.
    const patienceMs = outcome.down === false ? undefined : outcome.afterMs;
    if (down || patienceMs !== undefined) report.reason = `${outcome.code}: ${nameless(outcome.error)}`;
    if (patienceMs === undefined) continue;
    asking++;
    report.patienceMs = Math.max(report.patienceMs, patienceMs);
  }
  return asking * 2 >= report.well + report.down ? report : { ...report, patienceMs: 0 };
}

/**
 * Why a provider is left alone is told to everybody who waits for it, and in the log. Some name the number or the
 * address that they were asked about, as SNS does where it does not let us.
 */
const nameless = (words: string) =>
  words.replaceAll(/[^\s<>()"']+@[^\s<>()"']+/g, '(an address)').replaceAll(/\+?\d{7,}/g, '(a number)');

/** It has thrown: of none of these it is known whether it was taken. */
export const thrown = (count: number, error: unknown): Report => ({
  well: 0,
  down: count,
  patienceMs: 0,
  reason: nameless(error instanceof Error ? error.message : String(error)),
});
