import type { Sql } from '../platform/database/database.js';

/** Whether there is something to do, for each thing that becomes due: one look into an index each. */
const DUE = {
  /** Messages for later. Index: messages_scheduled_idx. */
  messages: "SELECT FROM messages WHERE state = 'SCHEDULED' AND scheduled_for <= now()",
  /** Occurrences of recurring announcements. Index: schedules_due_idx. */
  schedules: 'SELECT FROM schedules WHERE ended_at IS NULL AND next_at <= now()',
  /** Digests whose window is over, or whose worker did not come back. Index: digests_due_idx. */
  digests: 'SELECT FROM digests WHERE done_at IS NULL AND due_at <= now()',
  /** Steps, retries, ends of quiet hours. Index: deliveries_due_idx, in each lane. */
  deliveries: `SELECT FROM unnest(enum_range(NULL::lane)) AS lanes(lane) WHERE EXISTS (
                 SELECT FROM deliveries
                  WHERE deliveries.lane = lanes.lane AND status IN ('SCHEDULED', 'RETRYING') AND digest_id IS NULL
                    AND due_at <= now())`,
  /** Claims whose worker never came back. Index: deliveries_lease_idx. */
  lost: "SELECT FROM deliveries WHERE status = 'SENDING' AND lease_until < now()",
} as const satisfies Record<string, string>;

export type Duty = keyof typeof DUE;

const PROBES = Object.entries(DUE).map(([duty, probe]) => `CASE WHEN EXISTS (${probe}) THEN '${duty}' END`);

/** In one statement, because most ticks find nothing. */
export async function whatIsDue(sql: Sql): Promise<Duty[]> {
  const [row] = await sql.query<{ due: Duty[] }>(
    `SELECT array_remove(ARRAY[${PROBES.join(', ')}], NULL) AS due`,
  );
  return row?.due ?? [];
}
