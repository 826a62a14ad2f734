import type { Sql } from '../platform/database/database.js';
import type { FeedRow } from './feed-item.js';

export interface Page {
  read?: boolean;
  type?: string;
  archived: boolean;
  limit: number;
  /** The id after which the page starts; ids grow with time. */
  cursor?: string;
  offset?: number;
}

const ROW = `
  SELECT notifications.id, notifications.user_id AS "userId", messages.type, messages.declaration, messages.content,
         messages.data, messages.template_version AS "templateVersion", notifications.data AS own,
         messages.link, messages.priority, notifications.read_at AS "readAt", notifications.seen_at AS "seenAt",
         notifications.archived_at AS "archivedAt", notifications.created_at AS "createdAt",
         COALESCE((SELECT json_agg(json_build_object('channel', channel, 'status', status) ORDER BY channel)
                     FROM deliveries
                    WHERE deliveries.message_id = notifications.message_id
                      AND deliveries.notification_id = notifications.id), '[]') AS channels
    FROM notifications JOIN messages ON messages.id = notifications.message_id`;

const CHOSEN = `notifications.user_id = $1
    AND ($2::boolean IS NULL OR (notifications.read_at IS NOT NULL) = $2)
    AND ($3::text IS NULL OR messages.type = $3)
    AND (notifications.archived_at IS NOT NULL) = $4`;

/** Index: notifications_feed_idx. */
export async function feedPage(sql: Sql, userId: string, page: Page): Promise<FeedRow[]> {
  return await sql.query<FeedRow>(
    `${ROW} WHERE ${CHOSEN} AND ($5::uuid IS NULL OR notifications.id < $5)
      ORDER BY notifications.id DESC LIMIT $6 OFFSET $7`,
    [
      userId,
      page.read ?? null,
      page.type ?? null,
      page.archived,
      page.cursor ?? null,
      page.limit,
      page.offset ?? 0,
    ],
  );
}

export async function countFeed(sql: Sql, userId: string, page: Page): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM notifications JOIN messages ON messages.id = notifications.message_id
      WHERE ${CHOSEN}`,
    [userId, page.read ?? null, page.type ?? null, page.archived],
  );
  return row?.count ?? 0;
}

/** Index: notifications_feed_idx. */
export async function findItem(sql: Sql, userId: string, id: string): Promise<FeedRow | undefined> {
  const rows = await sql.query<FeedRow>(`${ROW} WHERE notifications.user_id = $1 AND notifications.id = $2`, [
    userId,
    id,
  ]);
  return rows[0];
}

/** By the primary keys. For a batch that is being pushed to sockets. */
export async function itemsOf(sql: Sql, messageId: string, ids: readonly string[]): Promise<FeedRow[]> {
  return await sql.query<FeedRow>(
    `${ROW} WHERE notifications.message_id = $1 AND notifications.id = ANY($2::uuid[])`,
    [messageId, ids],
  );
}

/** Index: notifications_unread_idx. */
export async function countUnread(sql: Sql, userIds: readonly string[]): Promise<Map<string, Unread>> {
  const rows = await sql.query<Unread & { userId: string }>(
    `SELECT user_id AS "userId", count(*)::int AS count, count(*) FILTER (WHERE seen_at IS NULL)::int AS unseen
       FROM notifications
      WHERE user_id = ANY($1::uuid[]) AND read_at IS NULL AND archived_at IS NULL
      GROUP BY user_id`,
    [userIds],
  );
  return new Map(rows.map(({ userId, count, unseen }) => [userId, { count, unseen }]));
}

export interface Unread {
  count: number;
  unseen: number;
}
