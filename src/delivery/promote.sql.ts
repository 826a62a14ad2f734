import type { Sql } from '../platform/database/database.js';
import { LANE_SETTINGS, type Lane } from '../platform/queues/lanes.js';
import type { Batch } from './batch.js';

/** Of each lane, so that a crowd in one does not hold up the others. */
const SIZE = 5_000;
/** The part of its lane's promise after which a delivery goes before the others. */
const NEARLY_LATE = 0.8;

/** What was scheduled or waits for a retry, and is due now, becomes claimable, unless it goes by a digest. Index: deliveries_due_idx. */
export async function promoteDue(sql: Sql): Promise<Batch[]> {
  return await sql.query<Batch>(
    `WITH due AS (
       SELECT found.* FROM unnest(enum_range(NULL::lane)) AS lanes(lane)
        CROSS JOIN LATERAL (
          SELECT message_id, notification_id, channel FROM deliveries
           WHERE deliveries.lane = lanes.lane AND status IN ('SCHEDULED', 'RETRYING') AND digest_id IS NULL
             AND due_at <= now()
           ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED) AS found
     ),
     promoted AS (
       UPDATE deliveries SET status = 'PENDING', due_at = now()
         FROM due
        WHERE deliveries.message_id = due.message_id AND deliveries.notification_id = due.notification_id
          AND deliveries.channel = due.channel
       RETURNING lane, deliveries.message_id, batch
     )
     SELECT DISTINCT lane, message_id AS "messageId", batch FROM promoted`,
    [SIZE],
  );
}

/** So many of a lane are remembered at a time. */
export const REMEMBER_SIZE = SIZE;

/** A batch that is hinted at again, and for how long it has waited when its lane promises to be quicker than that. */
export interface Remembered extends Batch {
  count: number;
  /** Null where it is in good time. */
  nearlyLateMs: number | null;
}

/**
 * Batches whose hint was lost, because they wait for longer than any hint does that is still in their lane, or
 * that have a hint but are nearly late. They count as hinted at anew from now on, so that a lane nobody serves
 * does not fill up with hints. Those that are latest come last. Index: deliveries_waiting_idx.
 */
export async function rememberForgotten(sql: Sql, lane: Lane, afterMs: number): Promise<Remembered[]> {
  const nearlyLateMs = NEARLY_LATE * LANE_SETTINGS[lane].slaMs;
  return await sql.query<Remembered>(
    `WITH forgotten AS (
       SELECT message_id, notification_id, channel FROM deliveries
        WHERE lane = $1::lane AND status = 'PENDING' AND digest_id IS NULL
          AND due_at < now() - $2 * interval '1 millisecond'
        ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
     ),
     remembered AS (
       UPDATE deliveries SET due_at = now()
         FROM forgotten
        WHERE deliveries.message_id = forgotten.message_id AND deliveries.notification_id = forgotten.notification_id
          AND deliveries.channel = forgotten.channel
       RETURNING lane, deliveries.message_id, batch, extract(epoch FROM now() - ready_at) * 1000 AS waited_ms
     )
     SELECT lane, message_id AS "messageId", batch, count(*)::int AS count,
            CASE WHEN max(waited_ms) >= $4 THEN max(waited_ms)::float8 END AS "nearlyLateMs"
       FROM remembered GROUP BY lane, message_id, batch ORDER BY max(waited_ms)`,
    [lane, Math.min(afterMs, nearlyLateMs), REMEMBER_SIZE, nearlyLateMs],
  );
}
