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
  /** When it should leave. */
  readyAt: Date;
  /** When its step is, where all steps before it can reach the reader; null where that is not kept. */
  stepAt: Date | null;
  /** Whether that is the end of quiet hours. */
  held: boolean;
  /** When the digest closes that it waits for, or has left in; null where it goes by itself. */
  digestClosesAt: Date | null;
  /** How many left together in that. */
  digestCount: number;
  sentAt: Date | null;
  deliveredAt: Date | null;
  provider: string | null;
  errorCode: string | null;
  error: string | null;
  /** In millionths of the currency. */
  cost: number | null;
}

/** In the order of the channels. Indexes: deliveries_pkey, messages_pkey, deliveries_digest_idx, digests_pkey. */
export async function deliveriesOf(
  sql: Sql,
  { messageId, id, createdAt, variant }: Told,
): Promise<DeliveryRow[]> {
  return await sql.query<DeliveryRow>(
    `SELECT deliveries.id, channel, status, reason, attempt AS "attemptCount", ready_at AS "readyAt", due_at::timestamptz(3) AS "dueAt",
            (SELECT $3::timestamptz + make_interval(secs => (timing -> 'delays' ->> (array_position(channels, channel) - 1))::int)
               FROM messages CROSS JOIN LATERAL jsonb_array_elements(timings) AS timing
              WHERE messages.id = message_id AND ($4::text IS NULL OR timing ->> 'name' = $4) LIMIT 1) AS "stepAt",
            (SELECT closes_at FROM digests WHERE digests.id = digest_id) AS "digestClosesAt",
            (SELECT count(*)::int FROM deliveries AS others
              WHERE others.digest_id = deliveries.digest_id AND others.sent_at IS NOT NULL) AS "digestCount",
            held, sent_at AS "sentAt", delivered_at AS "deliveredAt",
            provider, error_code AS "errorCode", error, cost
       FROM deliveries
      WHERE message_id = $1 AND notification_id = $2
      ORDER BY channel`,
    [messageId, id, createdAt, variant],
  );
}
