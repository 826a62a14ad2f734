import type { Sql } from '../../platform/database/database.js';

/**
 * Somebody has looked at the list, which reads nothing and stops nothing. Without ids everything that counts
 * as unseen is seen. Indexes: notifications_unread_idx or notifications_feed_idx.
 */
export async function markSeen(sql: Sql, userId: string, ids: readonly string[] | 'all'): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `UPDATE notifications SET seen_at = now()
      WHERE user_id = $1 AND seen_at IS NULL
        AND ${ids === 'all' ? 'read_at IS NULL AND archived_at IS NULL' : 'id = ANY($2::uuid[])'}
      RETURNING id`,
    ids === 'all' ? [userId] : [userId, ids],
  );
  return rows.map(({ id }) => id);
}
