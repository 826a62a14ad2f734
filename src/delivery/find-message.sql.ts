import type { TextValues } from '../notifications/catalog/declare.js';
import type { Lane } from '../platform/queues/lanes.js';
import type { Sql } from '../platform/database/database.js';

export interface OutgoingMessage {
  id: string;
  type: string;
  declaration: string | null;
  data: TextValues;
  link: string | null;
  lane: Lane;
  expired: boolean;
}

export async function findMessage(sql: Sql, messageId: string): Promise<OutgoingMessage | undefined> {
  const rows = await sql.query<OutgoingMessage>(
    `SELECT id, type, declaration, data, link, lane, COALESCE(expires_at <= now(), false) AS expired
       FROM messages WHERE id = $1`,
    [messageId],
  );
  return rows[0];
}
