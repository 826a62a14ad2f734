import type { Sql } from '../../platform/database/database.js';
import { LEASE_SECONDS } from '../claim.sql.js';

const SIZE = 5_000;
/** After a worker has claimed one, its lease is over and reaped by then. */
export const LOOK_AGAIN_SECONDS = LEASE_SECONDS + 15;

/** Index: digests_due_idx. */
export async function anyDigestDue(sql: Sql): Promise<boolean> {
  const due = await sql.query('SELECT FROM digests WHERE done_at IS NULL AND due_at <= now() LIMIT 1');
  return due.length > 0;
}

/**
 * Windows that are over close, and what was closed and not done in time is looked at again, be it for a retry, a
 * lost hint or a lost worker. A window that somebody is just putting something into is left for the next tick.
 * What it holds is read in a later statement only: this one does not see what was committed since it began.
 * Index: digests_due_idx.
 */
export async function closeDue(sql: Sql, patienceMs: number): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `WITH due AS (
       SELECT id FROM digests WHERE done_at IS NULL AND due_at <= now()
        ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED
     )
     UPDATE digests SET closed_at = COALESCE(closed_at, now()), due_at = now() + make_interval(secs => $2)
       FROM due WHERE digests.id = due.id
     RETURNING digests.id`,
    [SIZE, LOOK_AGAIN_SECONDS + patienceMs / 1_000],
  );
  return rows.map(({ id }) => id);
}
