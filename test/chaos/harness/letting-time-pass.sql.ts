import type { Sql } from '../../../src/platform/database/database.js';

/** A lease and a little more. */
const SECONDS = 61;

/**
 * As if nobody had done anything for longer than a lease: what waits has waited that much longer, and what is
 * leased is not any more. It stands for the minute after a process was killed, so it is only true where nobody
 * lives who could have used that minute.
 */
export async function letTimePass(sql: Sql): Promise<void> {
  await sql.query(
    `WITH given AS (SELECT make_interval(secs => $1) AS minute),
     leased AS (
       UPDATE deliveries SET lease_until = lease_until - minute FROM given WHERE status = 'SENDING'
     ),
     waiting AS (
       UPDATE deliveries SET due_at = due_at - minute FROM given WHERE status IN ('PENDING', 'RETRYING')
     ),
     events AS (
       UPDATE domain_events SET due_at = due_at - minute FROM given WHERE relayed_at IS NULL AND failed_at IS NULL
     )
     UPDATE messages SET progressed_at = progressed_at - minute FROM given WHERE state = 'FANNING_OUT'`,
    [SECONDS],
  );
}
