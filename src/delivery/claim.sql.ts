import type { Channel } from '../notifications/vocabulary.js';
import type { Sql } from '../platform/database/database.js';

export interface Claimed {
  id: string;
  notificationId: string;
  userId: string | null;
  channel: Channel;
  attempt: number;
  to: string | null;
  locale: string;
  timezone: string;
}

/** A worker has this long to record what became of a claim; after it, the claim counts as lost. */
export const LEASE_SECONDS = 60;
const CLAIM_SIZE = 500;

/**
 * Takes what is due of a batch, for one worker only and before any provider is called. What was read
 * meanwhile is cancelled instead, also where a retry brought it here after the read. Index: deliveries_claim_idx.
 */
export async function claimDue(
  sql: Sql,
  messageId: string,
  batch: number,
  leaseToken: string,
): Promise<Claimed[]> {
  return await sql.query<Claimed>(
    `WITH due AS (
       SELECT id, notification_id FROM deliveries
        WHERE message_id = $1 AND batch = $2 AND status = 'PENDING'
        LIMIT $5 FOR UPDATE SKIP LOCKED
     ),
     claimed AS (
       UPDATE deliveries
          SET status = CASE WHEN read_at IS NULL THEN 'SENDING'::delivery_status ELSE 'CANCELLED' END,
              attempt = attempt + (read_at IS NULL)::int,
              lease_token = $3, lease_until = now() + make_interval(secs => $4)
         FROM due
         JOIN notifications ON notifications.message_id = $1 AND notifications.id = due.notification_id
         LEFT JOIN users ON users.id = notifications.user_id
        WHERE deliveries.message_id = $1 AND deliveries.id = due.id
       RETURNING deliveries.id, deliveries.notification_id AS "notificationId", notifications.user_id AS "userId",
                 deliveries.channel, deliveries.attempt, deliveries.status,
                 CASE deliveries.channel WHEN 'EMAIL' THEN users.email
                                         WHEN 'SMS' THEN users.phone
                                         WHEN 'WHATSAPP' THEN users.phone
                                         ELSE users.id::text END AS "to",
                 COALESCE(users.locale, 'en') AS locale, COALESCE(users.timezone, 'UTC') AS timezone
     )
     SELECT * FROM claimed WHERE status = 'SENDING'`,
    [messageId, batch, leaseToken, LEASE_SECONDS, CLAIM_SIZE],
  );
}
