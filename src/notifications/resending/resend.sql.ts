import type { Audience } from '../../audience/audience.js';
import type { Sql } from '../../platform/database/database.js';
import type { TextValues } from '../catalog/declare.js';
import type { LiteralText } from '../planning/message-draft.js';
import type { Timing } from '../planning/timing.js';
import type { MessageState } from '../sending/message.view.js';
import type { NotificationType } from '../types.js';
import type { Channel, Priority, Strategy } from '../vocabulary.js';

/** What was said, to whom and how, as far as it can be said again. */
export interface Original {
  id: string;
  type: NotificationType;
  origin: 'EVENT' | 'MEMBER' | 'CLIENT';
  audience: Audience;
  channels: Channel[];
  priority: Priority;
  strategy: Strategy;
  timings: Timing[] | null;
  experiment: string | null;
  data: TextValues;
  content: LiteralText | null;
  link: string | null;
  metadata: Record<string, unknown> | null;
  templateVersion: number;
}

/**
 * The message that somebody sent, and where that was a re-send itself, the one it was a re-send of: all of these
 * are for the same audience. Without a sender anybody's. Index: messages_pkey.
 */
export async function findOriginal(
  sql: Sql,
  senderId: string | null,
  id: string,
): Promise<Original | undefined> {
  const rows = await sql.query<Original>(
    `SELECT original.id, original.type, original.origin, original.audience, original.channels::text[] AS channels,
            original.priority, original.strategy, original.timings, original.experiment, original.data,
            original.content, original.link, original.metadata, original.template_version AS "templateVersion"
       FROM messages AS named JOIN messages AS original ON original.id = COALESCE(named.resend_of, named.id)
      WHERE named.id = $2 AND ($1::uuid IS NULL OR named.sender_id = $1)`,
    [senderId, id],
  );
  return rows[0];
}

/** A message or one of its re-sends. */
export interface Sent {
  id: string;
  state: MessageState;
  resend: boolean;
}

/** The message and its re-sends, oldest first. Indexes: messages_pkey, messages_resend_of_idx. */
export async function allSent(sql: Sql, originalId: string): Promise<Sent[]> {
  return await sql.query<Sent>(
    `SELECT id, state, resend_of IS NOT NULL AS resend FROM messages WHERE id = $1 OR resend_of = $1 ORDER BY id`,
    [originalId],
  );
}

/** Nobody else sends it again until the transaction ends. Index: messages_pkey. */
export async function holdOriginal(sql: Sql, originalId: string): Promise<void> {
  await sql.query('SELECT FROM messages WHERE id = $1 FOR NO KEY UPDATE', [originalId]);
}
