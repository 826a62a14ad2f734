import type { Sql } from '../platform/database/database.js';
import type { Lane } from '../platform/queues/lanes.js';
import type { Batch } from './batch.js';

/** Of each lane, so that a crowd in one does not hold up the others. */
const SIZE = 5_000;

/** What was scheduled or waits for a retry, and is due now, becomes claimable. Index: deliveries_due_idx. */
export async function promoteDue(sql: Sql): Promise<Batch[]> {
  return await sql.query<Batch>(
    `WITH due AS (
       SELECT found.* FROM unnest(enum_range(NULL::lane)) AS lanes(lane)
        CROSS JOIN LATERAL (
          SELECT message_id, notification_id, channel FROM deliveries
           WHERE deliveries.lane = lanes.lane AND status IN ('SCHEDULED', 'RETRYING') AND due_at <= now()
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

/**
 * Batches whose hint was lost: they wait for longer than any hint does that is still in their lane. They
 * count as hinted at anew from now on, so that a lane nobody serves does not fill up with hints.
 * Index: deliveries_waiting_idx.
 */
export async function rememberForgotten(sql: Sql, lane: Lane, afterMs: number): Promise<Batch[]> {
  return await sql.query<Batch>(
    `WITH forgotten AS (
       SELECT message_id, notification_id, channel FROM deliveries
        WHERE lane = $1::lane AND status = 'PENDING' AND due_at < now() - $2 * interval '1 millisecond'
        ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
     ),
     remembered AS (
       UPDATE deliveries SET due_at = now()
         FROM forgotten
        WHERE deliveries.message_id = forgotten.message_id AND deliveries.notification_id = forgotten.notification_id
          AND deliveries.channel = forgotten.channel
       RETURNING lane, deliveries.message_id, batch
     )
     SELECT DISTINCT lane, message_id AS "messageId", batch FROM remembered`,
    [lane, afterMs, SIZE],
  );
}
