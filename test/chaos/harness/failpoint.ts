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
  /**
   * Killed where not said otherwise. With this it stands still, as on a machine that was suspended, until the test
   * sends SIGCONT; by its own monotonic clock so many milliseconds have passed then, so no test waits out a lease.
   */
  standsStillMs?: number;
}

/** What a process writes before it stands still. */
export const STANDS_STILL = 'chaos: stands still';
