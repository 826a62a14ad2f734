import { groupsNamed } from '../../audience/audience.js';
import type { Sql } from '../../platform/database/database.js';
import { LAST_PUBLICATION } from '../templates/publications.sql.js';
import type { MessageDraft } from './message-draft.js';
import type { Route } from './route.js';
import type { Timed } from './timing.js';

/** Where every day begins. */
export const FIRST_TIMEZONE = 'Pacific/Kiritimati';

export interface InsertedMessage {
  id: string;
  state: 'SCHEDULED' | 'FANNING_OUT';
}

/**
 * Writes the Message. One that waits for somebody has no time until they have decided. Nothing comes back when the
 * same event has raised it before, or the same confirmation.
 * Indexes: messages_event_id_declaration_key, messages_confirmation_key, groups_pkey.
 */
export async function insertMessage(
  sql: Sql,
  draft: MessageDraft,
  route: Route & Timed,
  recipientCount: number,
  waits = false,
): Promise<InsertedMessage | undefined> {
  const { cause } = draft;
  const rows = await sql.query<InsertedMessage>(
    `INSERT INTO messages (type, origin, event_id, declaration, sender_id, audience, channels, priority, lane, strategy,
                           data, content, link, metadata, recipient_count, expires_at, dedupe_key, dedupe_seconds,
                           timings, experiment, schedule_id, local_time, scheduled_for, template_version, resend_of, confirmation, group_names, state)
     SELECT $1, $2::message_origin, $3, $4, $5, $6, $7::channel[], $8::priority, $9::lane, $10::strategy,
             $11, $12, $13, $14, $15, $16, $17, $18,
             $19, $20, $21, $22, CASE WHEN NOT $27 THEN due END, COALESCE($24::int, ${LAST_PUBLICATION}), $25, $26,
             (SELECT jsonb_object_agg(id, name) FROM groups WHERE id = ANY($28::uuid[])),
             CASE WHEN $27 OR due > now() THEN 'SCHEDULED'::message_state ELSE 'FANNING_OUT' END
        FROM (SELECT COALESCE($23::timestamptz, $22::timestamp AT TIME ZONE '${FIRST_TIMEZONE}') AS due) AS times
     ON CONFLICT DO NOTHING
     RETURNING id, state`,
    [
      draft.type,
      cause.origin,
      cause.origin === 'EVENT' ? cause.eventId : null,
      cause.origin === 'EVENT' ? cause.declaration : null,
      cause.origin === 'MEMBER' ? cause.senderId : null,
      JSON.stringify(draft.audience),
      draft.channels,
      route.priority,
      route.lane,
      route.strategy,
      JSON.stringify(draft.values),
      draft.content ? JSON.stringify(draft.content) : null,
      draft.link ?? null,
      draft.metadata ? JSON.stringify(draft.metadata) : null,
      recipientCount,
      draft.expiresAt ?? null,
      draft.dedupe?.key ?? null,
      draft.dedupe?.withinSeconds ?? 0,
      JSON.stringify(route.timings),
      route.experiment,
      cause.origin === 'MEMBER' ? (cause.scheduleId ?? null) : null,
      draft.localTime ?? null,
      draft.scheduledFor ?? null,
      draft.templateVersion ?? null,
      draft.resendOf ?? null,
      draft.confirmation ?? null,
      waits,
      groupsNamed(draft.audience),
    ],
  );
  return rows[0];
}
