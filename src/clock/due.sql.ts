import { ENDED_UNNOTED } from '../notifications/planning/note-ends.js';
import type { Sql } from '../platform/database/database.js';

/**
 * The earliest that there is of each thing that becomes due: one look at the end of an index each. Asked whether
 * anything is due, PostgreSQL may read a whole table for it, because much of what is done was due in the past.
 */
const EARLIEST = {
  /** Messages for later. Index: messages_scheduled_idx. */
  messages: "SELECT min(scheduled_for) FROM messages WHERE state = 'SCHEDULED'",
  /** Occurrences of recurring announcements. Index: schedules_due_idx. */
  schedules: 'SELECT min(next_at) FROM schedules WHERE ended_at IS NULL',
  /** Digests whose window is over, or whose worker did not come back. Index: digests_due_idx. */
  digests: 'SELECT min(due_at) FROM digests WHERE done_at IS NULL',
  /** Steps, retries, ends of quiet hours. Index: deliveries_due_idx, in each lane. */
  deliveries: `SELECT min(earliest) FROM unnest(enum_range(NULL::lane)) AS lanes(lane) CROSS JOIN LATERAL (
                 SELECT min(due_at) AS earliest FROM deliveries
                  WHERE deliveries.lane = lanes.lane AND status IN ('SCHEDULED', 'RETRYING') AND digest_id IS NULL) AS its`,
  /** Claims whose worker never came back. Index: deliveries_lease_idx. */
  lost: "SELECT min(lease_until) FROM deliveries WHERE status = 'SENDING'",
  /** Messages of members that have ended, of which the audit log does not know it. Index: messages_end_unaudited_idx. */
  ends: `SELECT created_at FROM messages WHERE ${ENDED_UNNOTED} ORDER BY id LIMIT 1`,
} as const satisfies Record<string, string>;

export type Duty = keyof typeof EARLIEST;

const PROBES = Object.entries(EARLIEST).map(
  ([duty, earliest]) => `CASE WHEN (${earliest}) <= now() THEN '${duty}' END`,
);

/** In one statement, because most ticks find nothing. */
export async function whatIsDue(sql: Sql): Promise<Duty[]> {
  const [row] = await sql.query<{ due: Duty[] }>(
    `SELECT array_remove(ARRAY[${PROBES.join(', ')}], NULL) AS due`,
  );
  return row?.due ?? [];
}
