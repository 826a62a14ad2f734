import type { Sql } from '../../platform/database/database.js';
import type { Channel, DeliveryStatus } from '../vocabulary.js';
import type { MessageSummary, MessageView } from './message.view.js';

type Row<View> = Omit<View, 'progress' | 'counts' | 'cost' | 'currency'>;

const SUMMARY = `
  messages.id, type, state, origin, content ->> 'subject' AS subject, content ->> 'message' AS message,
  channels::text[] AS channels, priority, lane, strategy, recipient_count AS "recipientCount",
  planned_count AS "plannedCount", scheduled_for AS "scheduledFor",
  to_char(local_time, 'YYYY-MM-DD"T"HH24:MI:SS') AS "localTime", messages.created_at AS "createdAt",
  completed_at AS "completedAt", cancelled_at AS "cancelledAt", error, resend_of AS "resendOf",
  CASE WHEN sender.id IS NOT NULL THEN json_build_object('id', sender.id, 'name', sender.name) END AS sender`;

/**
 * Newest first; without a sender everybody's. Without the audiences, which may name thousands.
 * Indexes: messages_sender_id_id_idx, messages_pkey.
 */
export async function pageOfMessages(
  sql: Sql,
  senderId: string | null,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<Row<MessageSummary>[]> {
  return await sql.query(
    `SELECT ${SUMMARY} FROM messages LEFT JOIN users AS sender ON sender.id = sender_id
      WHERE ($1::uuid IS NULL OR sender_id = $1) AND ($2::uuid IS NULL OR messages.id < $2)
      ORDER BY messages.id DESC LIMIT $3`,
    [senderId, cursor ?? null, limit],
  );
}

/** Index: messages_pkey. */
export async function findMessage(
  sql: Sql,
  senderId: string | null,
  id: string,
): Promise<Row<MessageView> | undefined> {
  const rows = await sql.query<Row<MessageView>>(
    `SELECT ${SUMMARY}, audience FROM messages LEFT JOIN users AS sender ON sender.id = sender_id
      WHERE messages.id = $2 AND ($1::uuid IS NULL OR sender_id = $1)`,
    [senderId, id],
  );
  return rows[0];
}

export interface Counted {
  messageId: string;
  channel: Channel;
  status: DeliveryStatus;
  count: number;
  /** In millionths of the currency. */
  cost: number | null;
}

/** Reads every delivery of the messages. Index: deliveries_pkey, a range for each message. */
export async function countDeliveries(sql: Sql, messageIds: readonly string[]): Promise<Counted[]> {
  return await sql.query<Counted>(
    `SELECT message_id AS "messageId", channel, status, count(*)::int AS count, sum(cost)::float8 AS cost
       FROM deliveries WHERE message_id = ANY($1::uuid[])
      GROUP BY message_id, channel, status ORDER BY channel, status`,
    [messageIds],
  );
}
