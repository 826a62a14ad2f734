import type { Sql } from '../../platform/database/database.js';
import type { MessageState } from './message.view.js';

const UNSENT = `('SCHEDULED', 'PENDING', 'RETRYING')`;
/** What has left, or may have. */
const LEFT = `('SENDING', 'SENT', 'DELIVERED', 'UNKNOWN')`;
const PAGE_SIZE = 5_000;

/**
 * The state of a message, which nobody else changes until the transaction ends: a chunk that is being planned
 * is waited for. Index: messages_pkey.
 */
export async function holdMessage(
  sql: Sql,
  senderId: string | null,
  id: string,
): Promise<MessageState | undefined> {
  const [row] = await sql.query<{ state: MessageState }>(
    'SELECT state FROM messages WHERE id = $2 AND ($1::uuid IS NULL OR sender_id = $1) FOR NO KEY UPDATE',
    [senderId, id],
  );
  return row?.state;
}

/** Index: deliveries_pkey, as far as to the first one. */
export async function hasUnsent(sql: Sql, messageId: string): Promise<boolean> {
  const rows = await sql.query(
    `SELECT 1 FROM deliveries WHERE message_id = $1 AND status IN ${UNSENT} LIMIT 1`,
    [messageId],
  );
  return rows.length > 0;
}

/** From here on nothing more is planned, and a claim ends what it finds. Index: messages_pkey. */
export async function markCancelled(sql: Sql, messageId: string): Promise<void> {
  await sql.query(`UPDATE messages SET state = 'CANCELLED', cancelled_at = now() WHERE id = $1`, [messageId]);
}

/**
 * Ends what has not left to the next people of a message, and answers who was the last of them; nobody where
 * no more are left. Indexes: notifications_pkey, deliveries_pkey.
 */
export async function endUnsent(
  sql: Sql,
  messageId: string,
  after: string | null,
): Promise<string | undefined> {
  const [row] = await sql.query<{ last: string | null }>(
    `WITH page AS (${PAGE}),
     ended AS (
       UPDATE deliveries SET status = 'CANCELLED' FROM page
        WHERE deliveries.message_id = $1 AND deliveries.notification_id = page.id AND status IN ${UNSENT}
     )
     SELECT (SELECT id FROM page ORDER BY id DESC LIMIT 1) AS last`,
    [messageId, after, PAGE_SIZE],
  );
  return row?.last ?? undefined;
}

/**
 * Takes the message out of the feeds of those of them whom it has not reached in any way: they were told
 * nothing, so nothing is to be found. Looks at what `endUnsent` has committed. The same indexes.
 */
export async function withdrawUntold(sql: Sql, messageId: string, after: string | null): Promise<void> {
  await sql.query(
    `WITH page AS (${PAGE})
     UPDATE notifications SET archived_at = now() FROM page
      WHERE notifications.message_id = $1 AND notifications.id = page.id AND read_at IS NULL AND archived_at IS NULL
        AND NOT EXISTS (SELECT FROM deliveries WHERE deliveries.message_id = $1
                           AND deliveries.notification_id = notifications.id AND status IN ${LEFT})`,
    [messageId, after, PAGE_SIZE],
  );
}

const PAGE = `SELECT id FROM notifications WHERE message_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`;
