import { addressOf, joinSuppressions, welcome } from '../notifications/channels.sql.js';
import { mandatoryChannels } from '../notifications/types.js';
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
 * Takes what is due of a batch, for one worker only and before any provider is called. What was read or
 * opted out of since it was planned is ended instead, also where a retry brought it here. Index: deliveries_claim_idx.
 */
export async function claimDue(
  sql: Sql,
  message: { id: string; type: string },
  batch: number,
  leaseToken: string,
): Promise<Claimed[]> {
  return await sql.query<Claimed>(
    `WITH due AS (
       SELECT id, notification_id FROM deliveries
        WHERE message_id = $1 AND batch = $2 AND status = 'PENDING'
        LIMIT $5 FOR UPDATE SKIP LOCKED
     ),
     judged AS (
       SELECT due.id, notifications.user_id, users.locale, users.timezone,
              ${addressOf('deliveries.channel')} AS address,
              CASE WHEN read_at IS NOT NULL THEN 'CANCELLED'::delivery_status
                   WHEN NOT ${welcome('deliveries.channel', '$6::text', '$7::channel[]')}
                     OR suppressions.reason IS NOT NULL THEN 'SUPPRESSED'
                   ELSE 'SENDING' END AS verdict,
              CASE WHEN suppressions.reason IS NULL THEN 'PREFERENCE_OFF' ELSE suppressions.reason END AS objection
         FROM due
         JOIN deliveries ON deliveries.message_id = $1 AND deliveries.id = due.id
         JOIN notifications ON notifications.message_id = $1 AND notifications.id = due.notification_id
         LEFT JOIN users ON users.id = notifications.user_id AND users.erased_at IS NULL
         LEFT JOIN preferences ON preferences.user_id = notifications.user_id
         ${joinSuppressions('deliveries.channel')}
     ),
     claimed AS (
       UPDATE deliveries
          SET status = verdict,
              reason = CASE WHEN verdict = 'SUPPRESSED' THEN objection END,
              attempt = attempt + (verdict = 'SENDING')::int,
              lease_token = $3, lease_until = now() + make_interval(secs => $4)
         FROM judged
        WHERE deliveries.message_id = $1 AND deliveries.id = judged.id
       RETURNING deliveries.id, deliveries.notification_id AS "notificationId", judged.user_id AS "userId",
                 deliveries.channel, deliveries.attempt, judged.address AS "to", deliveries.status,
                 COALESCE(judged.locale, 'en') AS locale, COALESCE(judged.timezone, 'UTC') AS timezone
     )
     SELECT * FROM claimed WHERE status = 'SENDING'`,
    [message.id, batch, leaseToken, LEASE_SECONDS, CLAIM_SIZE, message.type, mandatoryChannels(message.type)],
  );
}
