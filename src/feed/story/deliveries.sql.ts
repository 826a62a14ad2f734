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
  /** Whether that is an end of the quiet hours that the reader has now. */
  readyAfterQuiet: boolean;
  /** When the digest closes that it waits for, or has left in; null where it goes by itself. */
  digestClosesAt: Date | null;
  /** How many left together in that. */
  digestCount: number;
  sentAt: Date | null;
  deliveredAt: Date | null;
  provider: string | null;
  errorCode: string | null;
  error: string | null;
  cost: number | null;
}

/** In the order of the channels. Indexes: deliveries_pkey, deliveries_digest_idx, digests_pkey. */
export async function deliveriesOf(sql: Sql, { messageId, id, userId }: Told): Promise<DeliveryRow[]> {
  return await sql.query<DeliveryRow>(
    `SELECT deliveries.id, channel, status, reason, attempt AS "attemptCount", ready_at AS "readyAt", due_at::timestamptz(3) AS "dueAt",
            COALESCE(quiet_until(ready_at - interval '1 second', users.timezone, quiet_start, quiet_end) = ready_at, false)
              AS "readyAfterQuiet",
            (SELECT closes_at FROM digests WHERE digests.id = digest_id) AS "digestClosesAt",
            (SELECT count(*)::int FROM deliveries AS others
              WHERE others.digest_id = deliveries.digest_id AND others.sent_at IS NOT NULL) AS "digestCount",
            sent_at AS "sentAt", delivered_at AS "deliveredAt",
            provider, error_code AS "errorCode", error, cost
       FROM deliveries
       LEFT JOIN users ON users.id = $3
       LEFT JOIN preferences ON preferences.user_id = users.id
      WHERE message_id = $1 AND notification_id = $2
      ORDER BY channel`,
    [messageId, id, userId],
  );
}
