import type { Wordable } from '../notifications/wording/words-of.js';
import type { Timing } from '../notifications/planning/timing.js';
import type { Channel, Priority } from '../notifications/vocabulary.js';
import type { Lane } from '../platform/queues/lanes.js';
import type { Sql } from '../platform/database/database.js';

export interface OutgoingMessage extends Wordable {
  id: string;
  type: string;
  senderId: string | null;
  link: string | null;
  priority: Priority;
  lane: Lane;
  channels: readonly Channel[];
  /** How its channels follow one another; null where they don't. */
  timings: readonly Timing[] | null;
  experiment: string | null;
}

const COLUMNS = `id, type, sender_id AS "senderId", declaration, data, content, template_version AS "templateVersion", link, priority, lane, channels::text[] AS channels,
  CASE WHEN strategy = 'ESCALATION' THEN timings END AS timings, experiment`;

export async function findMessage(sql: Sql, messageId: string): Promise<OutgoingMessage | undefined> {
  const rows = await sql.query<OutgoingMessage>(`SELECT ${COLUMNS} FROM messages WHERE id = $1`, [messageId]);
  return rows[0];
}

/** Index: messages_pkey. */
export async function findMessages(sql: Sql, ids: readonly string[]): Promise<OutgoingMessage[]> {
  return await sql.query<OutgoingMessage>(`SELECT ${COLUMNS} FROM messages WHERE id = ANY($1::uuid[])`, [
    ids,
  ]);
}
