import type { Sql } from '../../platform/database/database.js';
import { FIRST_TIMEZONE } from '../planning/accept.sql.js';
import type { NotificationType } from '../types.js';
import type { MessageState } from './message.view.js';
import type { When } from './when.js';

export interface HeldMessage {
  type: NotificationType;
  state: MessageState;
  plannedCount: number;
}

/**
 * A message, which nobody else changes until the transaction ends: whoever releases it now passes it by, and
 * who has released it is waited for. Index: messages_pkey.
 */
export async function holdToReschedule(
  sql: Sql,
  senderId: string | null,
  id: string,
): Promise<HeldMessage | undefined> {
  const [row] = await sql.query<HeldMessage>(
    `SELECT type, state, planned_count AS "plannedCount" FROM messages
      WHERE id = $2 AND ($1::uuid IS NULL OR sender_id = $1) FOR NO KEY UPDATE`,
    [senderId, id],
  );
  return row;
}

/** Whether a message that is held has no time until somebody has approved it. Index: approvals_pkey. */
export async function waitsForApproval(sql: Sql, id: string): Promise<boolean> {
  const rows = await sql.query('SELECT FROM approvals WHERE message_id = $1 AND decided_at IS NULL', [id]);
  return rows.length > 0;
}

/** One that is to go at once is due now, and released with the next tick. Index: messages_pkey. */
export async function moveMessage(sql: Sql, id: string, { scheduledFor, localTime }: When): Promise<void> {
  await sql.query(
    `UPDATE messages
        SET local_time = $3::timestamp,
            scheduled_for = COALESCE($2::timestamptz, $3::timestamp AT TIME ZONE '${FIRST_TIMEZONE}', now())
      WHERE id = $1`,
    [id, scheduledFor ?? null, localTime ?? null],
  );
}
