import type { Sql } from '../../platform/database/database.js';
import type { MessageDraft } from './message-draft.js';
import type { Route } from './route.js';

/**
 * Writes the Message. No id comes back when the same event has raised it before.
 * Index: messages_event_id_declaration_key.
 */
export async function insertMessage(
  sql: Sql,
  draft: MessageDraft,
  route: Route,
  recipientCount: number,
): Promise<string | undefined> {
  const rows = await sql.query<{ id: string }>(
    `INSERT INTO messages (type, origin, event_id, declaration, audience, channels, priority, lane, strategy,
                           data, link, state, recipient_count)
     VALUES ($1, $2::message_origin, $3, $4, $5, $6::channel[], $7::priority, $8::lane, $9::strategy,
             $10, $11, 'FANNING_OUT', $12)
     ON CONFLICT (event_id, declaration) DO NOTHING
     RETURNING id`,
    [
      draft.type,
      draft.origin,
      draft.eventId,
      draft.declaration,
      JSON.stringify(draft.audience),
      draft.channels,
      route.priority,
      route.lane,
      route.strategy,
      JSON.stringify(draft.values),
      draft.link ?? null,
      recipientCount,
    ],
  );
  return rows[0]?.id;
}
