import { GROUP_NAMES } from '../../notifications/sending/messages.sql.js';
import type { Sql } from '../../platform/database/database.js';
import type { Told } from './told.sql.js';

export type AttemptOutcome = 'SENT' | 'RETRY' | 'REJECTED' | 'UNKNOWN';

/** A call of a provider, or a worker that was lost with one. */
export interface AttemptRow {
  deliveryId: string;
  number: number;
  provider: string;
  outcome: AttemptOutcome;
  errorCode: string | null;
  error: string | null;
  startedAt: Date;
  endedAt: Date;
}

/** Where a message came from. */
export interface Cause {
  askedAt: Date;
  origin: 'EVENT' | 'MEMBER' | 'CLIENT';
  /** The domain event, as long as it is kept. */
  event: string | null;
  sender: string | null;
  client: string | null;
  /** As it was asked for, with the names that its groups had then; those they have now, of one from before that was kept. */
  audience: { include?: unknown[]; exclude?: unknown[] };
  groupNames: Record<string, string>;
  recipientCount: number;
  scheduledFor: Date | null;
  cancelledAt: Date | null;
}

/** One for a time of day waited for its reader's clock: until they had it. Indexes: the primary keys. */
export async function causeOf(sql: Sql, { messageId, createdAt }: Told): Promise<Cause> {
  const [row] = await sql.query<Cause>(
    `SELECT messages.created_at AS "askedAt", origin, domain_events.name AS event, users.name AS sender, clients.name AS client,
            audience, recipient_count AS "recipientCount",
            CASE WHEN local_time IS NULL THEN scheduled_for ELSE $2::timestamptz END AS "scheduledFor",
            cancelled_at AS "cancelledAt",
            ${GROUP_NAMES}
       FROM messages
       LEFT JOIN domain_events ON domain_events.id = messages.event_id
       LEFT JOIN users ON users.id = messages.sender_id
       LEFT JOIN clients ON clients.id = messages.client_id
      WHERE messages.id = $1`,
    [messageId, createdAt],
  );
  if (!row) throw new Error('A notification has lost its message.');
  return row;
}

/** Index: attempts_pkey. */
export async function attemptsOf(
  sql: Sql,
  messageId: string,
  deliveryIds: readonly string[],
): Promise<AttemptRow[]> {
  return await sql.query<AttemptRow>(
    `SELECT delivery_id AS "deliveryId", number, provider, outcome, error_code AS "errorCode", error,
            started_at AS "startedAt", ended_at AS "endedAt"
       FROM attempts WHERE message_id = $1 AND delivery_id = ANY($2::uuid[])
      ORDER BY delivery_id, number`,
    [messageId, deliveryIds],
  );
}
