import type { Sql } from '../../platform/database/database.js';
import { FIRST_TIMEZONE } from '../planning/accept.sql.js';
import type { LiteralText } from '../planning/message-draft.js';
import type { AskedMessage, Decision } from './decision.js';

export type HeldMessage = AskedMessage & { content: LiteralText };

/**
 * A message and what was asked about it, which nobody else changes until the transaction ends. Two statements, because
 * whoever has waited for the row would else see what was asked as it was before. Indexes: messages_pkey, approvals_pkey.
 */
export async function holdAsked(sql: Sql, messageId: string): Promise<HeldMessage | undefined> {
  await sql.query('SELECT FROM messages WHERE id = $1 FOR NO KEY UPDATE', [messageId]);
  const [row] = await sql.query<HeldMessage>(
    `SELECT state, content, sender_id AS "senderId", community_id AS "communityId", decided_at AS "decidedAt", approved,
            CASE WHEN decider.id IS NOT NULL THEN json_build_object('id', decider.id, 'name', decider.name) END AS "decidedBy"
       FROM messages JOIN approvals ON message_id = messages.id LEFT JOIN users AS decider ON decider.id = decided_by_id
      WHERE messages.id = $1`,
    [messageId],
  );
  return row;
}

/** Index: approvals_pkey. */
export async function noteDecision(
  sql: Sql,
  messageId: string,
  deciderId: string,
  { approved, reason }: Decision,
): Promise<void> {
  await sql.query(
    `UPDATE approvals SET decided_by_id = $2, decided_at = now(), approved = $3, reason = $4 WHERE message_id = $1`,
    [messageId, deciderId, approved, reason],
  );
}

/** It has a time from here on: the one that was asked for, or now. The clock releases it. Indexes: messages_pkey, approvals_pkey. */
export async function letGo(sql: Sql, messageId: string): Promise<void> {
  await sql.query(
    `UPDATE messages
        SET scheduled_for = COALESCE(wanted_for, local_time AT TIME ZONE '${FIRST_TIMEZONE}', now())
       FROM approvals WHERE message_id = messages.id AND messages.id = $1`,
    [messageId],
  );
}
