import type { Sql } from '../../platform/database/database.js';
import { LANE_SETTINGS, LANES, type Lane } from '../../platform/queues/lanes.js';

export interface Sent {
  lane: Lane;
  sent: number;
  failed: number;
  breaches: number;
  /** Seconds from when it should leave to when it was sent: the 50th, 95th and 99th percentile. */
  percentiles: number[] | null;
}

/**
 * What of each lane was sent or given up in the last minutes. Looks at messages that were accepted in that time
 * or in twice the lane's promise before it; ones that were scheduled from longer ago are left out. Indexes: the
 * primary keys, whose UUIDv7 tells the time.
 */
export async function sentLately(sql: Sql, minutes: number): Promise<Sent[]> {
  return await sql.query<Sent>(
    `SELECT lanes.lane, count(sent_at)::int AS sent, count(*) FILTER (WHERE status = 'FAILED')::int AS failed,
            count(*) FILTER (WHERE COALESCE(sent_at, ended_at) - ready_at > sla)::int AS breaches,
            percentile_cont(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (ORDER BY extract(epoch FROM sent_at - ready_at)::float8)
              AS percentiles
       FROM (SELECT lane, sla_ms * interval '1 millisecond' AS sla FROM unnest($1::lane[], $2::int[]) AS l(lane, sla_ms)) AS lanes
       LEFT JOIN LATERAL (
         SELECT deliveries.sent_at, deliveries.due_at AS ended_at, deliveries.ready_at, deliveries.status
           FROM messages JOIN deliveries ON deliveries.message_id = messages.id
          WHERE messages.id >= uuidv7_floor(now() - make_interval(mins => $3) - 2 * sla) AND messages.lane = lanes.lane
            AND (sent_at >= now() - make_interval(mins => $3)
                 OR status = 'FAILED' AND due_at >= now() - make_interval(mins => $3))) AS ended ON true
      GROUP BY lanes.lane ORDER BY lanes.lane`,
    [LANES, LANES.map((lane) => LANE_SETTINGS[lane].slaMs), minutes],
  );
}
