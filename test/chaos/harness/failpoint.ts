import type { Step } from '../../../src/platform/observability/steps.js';

/** Where a process stops, and how. */
export interface Failpoint {
  step: Step;
  /** At which passing, 1 being the first. Passings at which nothing happened do not count. */
  passing?: number;
  /** Only where this channel is served. */
  channel?: string;
  /** Only where something for this person is in hand. */
  userId?: string;
  /** Killed where not said otherwise; or the thread stands still, as on a machine that swaps or was suspended. */
  stall?: Stall;
}

export interface Stall {
  /** How long it really takes. */
  forMs: number;
  /** How long it took by the process's own monotonic clock, so that no test has to wait out a lease. */
  seemsMs: number;
}

/** What a stalled process writes before it stands still. */
export const STALLED = 'chaos: stands still';
