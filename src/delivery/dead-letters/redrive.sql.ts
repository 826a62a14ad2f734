import type { Sql } from '../../platform/database/database.js';
import type { Batch } from '../batch.js';
import { whichDead, type WhichDead } from './which-dead.sql.js';

/** Of one statement, so that none holds its rows for long. */
export const REDRIVE_SIZE = 5_000;

export interface RedrivenBatch extends Batch {
  count: number;
}

/**
 * Dead letters become due as if they had never been tried; the attempts that were made are still counted, and
 * the claim decides anew whether somebody wants them. What went by a digest goes by itself; what its provider has
 * reported to have failed while a worker still had it is that worker's no more. Index: deliveries_dead_idx.
 */
export async function redriveDead(sql: Sql, which: WhichDead, days: number): Promise<RedrivenBatch[]> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  return await sql.query<RedrivenBatch>(
    `WITH chosen AS (
       SELECT message_id, notification_id, channel FROM deliveries
        WHERE ${whichDead(which, days, bind)}
        ORDER BY due_at LIMIT ${bind(REDRIVE_SIZE)} FOR UPDATE SKIP LOCKED
     ),
     redriven AS (
       UPDATE deliveries
          SET status = 'PENDING', due_at = now(), tries = 0, digest_id = NULL, provider = NULL, provider_message_id = NULL,
              lease_token = NULL, lease_until = NULL, reason = NULL, error_code = NULL, error = NULL
         FROM chosen
        WHERE deliveries.message_id = chosen.message_id AND deliveries.notification_id = chosen.notification_id
          AND deliveries.channel = chosen.channel
       RETURNING lane, deliveries.message_id, batch
     )
     SELECT lane, message_id AS "messageId", batch, count(*)::int AS count
       FROM redriven GROUP BY lane, message_id, batch`,
    values,
  );
}

export async function countDead(sql: Sql, which: WhichDead, days: number): Promise<number> {
  const values: unknown[] = [];
  const condition = whichDead(which, days, (value) => `$${values.push(value)}`);
  const [row] = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM deliveries WHERE ${condition}`,
    values,
  );
  return row?.count ?? 0;
}
