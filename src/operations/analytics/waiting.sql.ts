import type { Sql } from '../../platform/database/database.js';
import { LANE_SETTINGS, LANES, type Lane } from '../../platform/queues/lanes.js';

export interface Waiting {
  lane: Lane;
  /** What a worker could take now. */
  waiting: number;
  /** What of it should have left before now by more than its lane promises. */
  overdue: number;
  oldestSeconds: number | null;
}

/** Whoever asks how long the queue is does not need to know it beyond this. */
export const COUNTED_AT_MOST = 10_000;

/** For each lane, of those that wait for the longest. Index: deliveries_waiting_idx. */
export async function waitingNow(sql: Sql): Promise<Waiting[]> {
  return await sql.query<Waiting>(
    `SELECT lanes.lane, count(ready_at)::int AS waiting,
            count(*) FILTER (WHERE ready_at < now() - sla_ms * interval '1 millisecond')::int AS overdue,
            extract(epoch FROM now() - min(ready_at))::float8 AS "oldestSeconds"
       FROM unnest($1::lane[], $2::int[]) AS lanes(lane, sla_ms)
       LEFT JOIN LATERAL (
         SELECT ready_at FROM deliveries WHERE deliveries.lane = lanes.lane AND status = 'PENDING' AND digest_id IS NULL
          ORDER BY due_at LIMIT $3) AS found ON true
      GROUP BY lanes.lane ORDER BY lanes.lane`,
    [LANES, LANES.map((lane) => LANE_SETTINGS[lane].slaMs), COUNTED_AT_MOST],
  );
}
