import type { Sql } from '../../platform/database/database.js';

/**
 * Archiving says “I have dealt with it”, so it reads what was unread, and stops what has not left, in the same
 * statement. Archiving twice keeps the first time. Indexes: notifications_feed_idx, deliveries_pkey.
 */
export async function archive(sql: Sql, userId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `WITH archived AS (
       UPDATE notifications
          SET archived_at = now(), read_at = COALESCE(read_at, now()), seen_at = COALESCE(seen_at, now())
        WHERE user_id = $1 AND id = ANY($2::uuid[]) AND archived_at IS NULL
       RETURNING message_id, id
     ),
     stopped AS (
       UPDATE deliveries SET status = 'CANCELLED'
         FROM archived
        WHERE deliveries.message_id = archived.message_id AND deliveries.notification_id = archived.id
          AND deliveries.status IN ('SCHEDULED', 'PENDING', 'RETRYING')
     )
     SELECT id FROM archived`,
    [userId, ids],
  );
  return rows.map(({ id }) => id);
}

/** Back into the feed; what was read stays read. Index: notifications_feed_idx. */
export async function unarchive(sql: Sql, userId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `UPDATE notifications SET archived_at = NULL
      WHERE user_id = $1 AND id = ANY($2::uuid[]) AND archived_at IS NOT NULL
      RETURNING id`,
    [userId, ids],
  );
  return rows.map(({ id }) => id);
}
