import { setTimeout as sleep } from 'node:timers/promises';
import { isDatabaseUnavailable } from '../platform/errors/database-unavailable.js';
import { isDeadlock } from '../platform/errors/deadlock.js';
import { LEASE_SECONDS } from './claim.sql.js';
import { Deadline } from './deadline.js';

/**
 * The outcomes are known, so while the database is away it keeps at it, and also where it got in the way of
 * somebody who cancels or reads: what is not recorded counts as unknown.
 */
export async function persistently<T>(record: () => Promise<T>): Promise<T> {
  const giveUp = new Deadline(LEASE_SECONDS * 1_000);
  for (;;) {
    try {
      return await record();
    } catch (error) {
      if (!(isDatabaseUnavailable(error) || isDeadlock(error)) || giveUp.passed) throw error;
      await sleep(500);
    }
  }
}
