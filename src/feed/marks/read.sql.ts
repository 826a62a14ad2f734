import type { Sql } from '../../platform/database/database.js';

/**
 * Reading marks the notification and stops what has not left, in one statement: after it commits, nothing
 * more is claimed for it. Without ids everything unread is read. Reading twice keeps the first time.
 * Indexes: notifications_feed_idx or notifications_unread_idx, and deliveries' unique key.
 */
export async function markRead(sql: Sql, userId: string, ids: readonly string[] | 'all'): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `WITH seen AS (
       UPDATE notifications SET read_at = now(), seen_at = COALESCE(seen_at, now())
        WHERE user_id = $1 AND read_at IS NULL
          AND CASE WHEN $2::uuid[] IS NULL THEN archived_at IS NULL ELSE id = ANY($2::uuid[]) END
       RETURNING message_id, id
     ),
     stopped AS (
       UPDATE deliveries SET status = 'CANCELLED'
         FROM seen
        WHERE deliveries.message_id = seen.message_id AND deliveries.notification_id = seen.id
          AND deliveries.status IN ('SCHEDULED', 'PENDING', 'RETRYING')
     )
     SELECT id FROM seen`,
    [userId, ids === 'all' ? null : ids],
  );
  return rows.map(({ id }) => id);
}

/** What was cancelled by reading stays so: who has seen it once needs no SMS. Index: notifications_feed_idx. */
export async function markUnread(sql: Sql, userId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `UPDATE notifications SET read_at = NULL
      WHERE user_id = $1 AND id = ANY($2::uuid[]) AND read_at IS NOT NULL
      RETURNING id`,
    [userId, ids],
  );
  return rows.map(({ id }) => id);
}
