import type { Sql } from '../../platform/database/database.js';
import type { Spread } from '../spreading/spread.js';
import { SPREAD } from '../spreading/spread.sql.js';
import type { MessageState } from './message.view.js';

const UNSENT = `('SCHEDULED', 'PENDING', 'RETRYING')`;
/** What has left, or may have. */
const LEFT = `('SENDING', 'SENT', 'DELIVERED', 'UNKNOWN')`;
const STRETCH_SIZE = 5_000;

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

/**
 * From here on nothing more is planned, and a claim ends what it finds. Nobody has to approve it any more, either.
 * Indexes: messages_pkey, approvals_pkey.
 */
export async function markCancelled(
  sql: Sql,
  messageId: string,
  error?: string,
): Promise<Spread | undefined> {
  const rows = await sql.query<Spread>(
    `WITH asked AS (UPDATE approvals SET decided_at = now() WHERE message_id = $1 AND decided_at IS NULL)
     UPDATE messages SET state = 'CANCELLED', cancelled_at = now(), error = COALESCE($2, error) WHERE id = $1
     RETURNING ${SPREAD}`,
    [messageId, error ?? null],
  );
  return rows[0];
}

/** People of a message, next to each other in the order of their notifications. */
export interface Stretch {
  messageId: string;
  /** The notification before the first one. */
  after: string;
  last: string;
}

/** The next of them, as long as there are any. Index: notifications_pkey. */
export async function nextStretch(
  sql: Sql,
  messageId: string,
  after: string = BEFORE_ALL,
): Promise<Stretch | undefined> {
  const [row] = await sql.query<{ last: string }>(
    `SELECT id AS last FROM (SELECT id FROM notifications WHERE message_id = $1 AND id > $2 ORDER BY id LIMIT $3) AS page
      ORDER BY id DESC LIMIT 1`,
    [messageId, after, STRETCH_SIZE],
  );
  return row && { messageId, after, last: row.last };
}

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Ends what has not left to them. A claim that is just being made is waited for. Index: deliveries_pkey, a range of it. */
export async function endUnsent(sql: Sql, { messageId, after, last }: Stretch): Promise<void> {
  await sql.query(
    `UPDATE deliveries SET status = 'CANCELLED'
      WHERE message_id = $1 AND notification_id > $2 AND notification_id <= $3 AND status IN ${UNSENT}`,
    [messageId, after, last],
  );
}

/**
 * Takes the message out of the feeds of those whom it has not reached in any way: they were told nothing, so
 * nothing is to be found. A statement of its own, because it looks at what `endUnsent` has left.
 * Indexes: notifications_pkey and deliveries_pkey, a range of each.
 */
export async function withdrawUntold(sql: Sql, { messageId, after, last }: Stretch): Promise<void> {
  await sql.query(
    `UPDATE notifications SET archived_at = now()
      WHERE message_id = $1 AND id > $2 AND id <= $3 AND read_at IS NULL AND archived_at IS NULL
        AND id NOT IN (SELECT notification_id FROM deliveries
                        WHERE message_id = $1 AND notification_id > $2 AND notification_id <= $3 AND status IN ${LEFT})`,
    [messageId, after, last],
  );
}
