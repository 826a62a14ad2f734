import type { Sql } from '../../platform/database/database.js';

/**
 * Digests of which nothing is left are done; the others are due when a retry of theirs is, or at once where
 * something had to be left. Not done by a worker that dies, it is done when the digest is looked at again.
 * Index: deliveries_digest_idx.
 */
export async function settleDigests(sql: Sql, ids: readonly string[]): Promise<void> {
  await sql.query(
    `UPDATE digests
        SET done_at = CASE WHEN remaining = 0 THEN now() END,
            due_at = CASE WHEN waiting > 0 THEN now() ELSE COALESCE(retry_at, digests.due_at) END
       FROM unnest($1::uuid[]) AS looked(id)
      CROSS JOIN LATERAL (
        SELECT count(*) AS remaining, count(*) FILTER (WHERE status IN ('SCHEDULED', 'PENDING')) AS waiting,
               min(due_at) FILTER (WHERE status = 'RETRYING') AS retry_at
          FROM deliveries
         WHERE digest_id = looked.id AND status IN ('SCHEDULED', 'PENDING', 'RETRYING', 'SENDING')) AS items
      WHERE digests.id = looked.id AND done_at IS NULL`,
    [ids],
  );
}
