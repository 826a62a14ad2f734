import type { Sql } from '../platform/database/database.js';
import type { Batch } from './batch.js';

const SIZE = 5_000;

/** What was scheduled or waits for a retry, and is due now, becomes claimable. Index: deliveries_due_idx. */
export async function promoteDue(sql: Sql): Promise<Batch[]> {
  return await sql.query<Batch>(
    `WITH due AS (
       SELECT message_id, id FROM deliveries
        WHERE status IN ('SCHEDULED', 'RETRYING') AND due_at <= now()
        ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED
     ),
     promoted AS (
       UPDATE deliveries SET status = 'PENDING'
         FROM due WHERE deliveries.message_id = due.message_id AND deliveries.id = due.id
       RETURNING lane, deliveries.message_id, batch
     )
     SELECT DISTINCT lane, message_id AS "messageId", batch FROM promoted`,
    [SIZE],
  );
}

/**
 * Batches that wait although they are due for a while: their hint was lost. A hint that still waits in its
 * lane is not added twice. Index: deliveries_claim_idx.
 */
export async function forgottenBatches(sql: Sql, afterSeconds: number): Promise<Batch[]> {
  return await sql.query<Batch>(
    `SELECT DISTINCT lane, message_id AS "messageId", batch FROM deliveries
      WHERE status = 'PENDING' AND due_at < now() - make_interval(secs => $1) LIMIT $2`,
    [afterSeconds, SIZE],
  );
}
