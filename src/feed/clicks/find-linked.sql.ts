import type { Sql } from '../../platform/database/database.js';

interface Linked {
  /** Null for a bare address. */
  userId: string | null;
  link: string | null;
}

/** Index: notifications_id_brin_idx, or one of the others that PostgreSQL can skip through. */
export async function findLinked(sql: Sql, notificationId: string): Promise<Linked | undefined> {
  const rows = await sql.query<Linked>(
    `SELECT notifications.user_id AS "userId", messages.link
       FROM notifications JOIN messages ON messages.id = notifications.message_id
      WHERE notifications.id = $1`,
    [notificationId],
  );
  return rows[0];
}
