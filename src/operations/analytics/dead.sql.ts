import type { Sql } from '../../platform/database/database.js';
import type { Lane } from '../../platform/queues/lanes.js';

/** How many dead letters each lane has; none where it is not named. Index: deliveries_dead_idx. */
export async function deadByLane(sql: Sql, days: number): Promise<Map<Lane, number>> {
  const rows = await sql.query<{ lane: Lane; count: number }>(
    `SELECT lane, count(*)::int AS count FROM deliveries
      WHERE status IN ('FAILED', 'UNKNOWN') AND due_at > now() - make_interval(days => $1) GROUP BY lane`,
    [days],
  );
  return new Map(rows.map(({ lane, count }) => [lane, count]));
}
