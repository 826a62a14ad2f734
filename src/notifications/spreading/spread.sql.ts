import type { Sql } from '../../platform/database/database.js';
import type { Spread } from './spread.js';

/** Of messages, also where an UPDATE of them returns it. */
export const SPREAD = `messages.id, messages.sender_id AS "senderId", messages.state,
  messages.recipient_count AS "recipientCount", messages.planned_count AS "plannedCount"`;

/** Index: messages_pkey. */
export async function findSpread(sql: Sql, messageId: string): Promise<Spread | undefined> {
  const rows = await sql.query<Spread>(`SELECT ${SPREAD} FROM messages WHERE id = $1`, [messageId]);
  return rows[0];
}
