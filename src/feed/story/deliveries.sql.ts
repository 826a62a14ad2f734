import type { Channel, DeliveryStatus, SuppressionReason } from '../../notifications/vocabulary.js';
import type { Sql } from '../../platform/database/database.js';
import type { Told } from './told.sql.js';

export interface DeliveryRow {
  id: string;
  channel: Channel;
  status: DeliveryStatus;
  reason: SuppressionReason | null;
  attemptCount: number;
  /** When it is looked at next. */
  dueAt: Date;
  /** When it was to leave as it was planned. */
  readyAt: Date;
  /** When its step is, where all steps before it can reach the reader; null where that is not kept. */
  stepAt: Date | null;
  /** Whether that is an end of the quiet hours that the reader has now. */
  readyAfterQuiet: boolean;
  sentAt: Date | null;
  deliveredAt: Date | null;
  provider: string | null;
  errorCode: string | null;
  error: string | null;
  cost: number | null;
}

/** In the order of the channels. Indexes: deliveries_pkey, messages_pkey. */
export async function deliveriesOf(
  sql: Sql,
  { messageId, id, userId, createdAt, variant }: Told,
): Promise<DeliveryRow[]> {
  return await sql.query<DeliveryRow>(
    `SELECT deliveries.id, channel, status, reason, attempt AS "attemptCount", ready_at AS "readyAt", due_at::timestamptz(3) AS "dueAt",
            COALESCE(quiet_until(ready_at - interval '1 second', users.timezone, quiet_start, quiet_end) = ready_at, false)
              AS "readyAfterQuiet",
            (SELECT $4::timestamptz + make_interval(secs => (timing -> 'delays' ->> (array_position(channels, channel) - 1))::int)
               FROM messages CROSS JOIN LATERAL jsonb_array_elements(timings) AS timing
              WHERE messages.id = message_id AND ($5::text IS NULL OR timing ->> 'name' = $5) LIMIT 1) AS "stepAt",
            sent_at AS "sentAt", delivered_at AS "deliveredAt",
            provider, error_code AS "errorCode", error, cost
       FROM deliveries
       LEFT JOIN users ON users.id = $3
       LEFT JOIN preferences ON preferences.user_id = users.id
      WHERE message_id = $1 AND notification_id = $2
      ORDER BY channel`,
    [messageId, id, userId, createdAt, variant],
  );
}
