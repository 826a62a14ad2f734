import {
  addressOf,
  heldUntil,
  joinPerson,
  joinSuppressions,
  welcome,
} from '../notifications/channels.sql.js';
import { mandatoryChannels } from '../notifications/types.js';
import type { Channel, DeliveryStatus } from '../notifications/vocabulary.js';
import type { Sql } from '../platform/database/database.js';
import type { OutgoingMessage } from './find-message.sql.js';

export interface Claimed {
  id: string;
  notificationId: string;
  userId: string | null;
  channel: Channel;
  attempt: number;
  /** Failures with the provider it goes by; null is the first one of its channel. */
  tries: number;
  provider: string | null;
  to: string | null;
  locale: string;
  timezone: string;
}

/** What became of a batch when it was claimed. */
export interface Claim {
  claimed: Claimed[];
  /** What was not to leave after all. */
  suppressed: Claimed[];
}

/** A worker has this long to record what became of a claim; after it, the claim counts as lost. */
export const LEASE_SECONDS = 60;
const CLAIM_SIZE = 500;

/**
 * Takes what is due of a batch, for one worker only and before any provider is called. What was read, cancelled,
 * opted out of or has expired since it was planned is ended instead, and what falls into quiet hours waits for
 * their end, also where a retry brought it here. Index: deliveries_claim_idx.
 */
export async function claimDue(
  sql: Sql,
  message: OutgoingMessage,
  batch: number,
  leaseToken: string,
): Promise<Claim> {
  const rows = await sql.query<Claimed & { status: DeliveryStatus }>(
    `WITH due AS (
       SELECT message_id, notification_id, channel FROM deliveries
        WHERE message_id = $1 AND batch = $2 AND status = 'PENDING'
        LIMIT $5 FOR UPDATE SKIP LOCKED
     ),
     message AS MATERIALIZED (SELECT state = 'CANCELLED' AS cancelled, expires_at <= now() AS expired FROM messages WHERE id = $1),
     judged AS (
       SELECT due.*, notifications.user_id, users.locale, users.timezone, ${addressOf('due.channel')} AS address,
              read_at IS NOT NULL OR (SELECT cancelled FROM message) AS cancelled,
              CASE WHEN (SELECT expired FROM message) THEN 'EXPIRED'
                   WHEN NOT ${welcome('due.channel', '$6::text', '$7::channel[]')} THEN 'PREFERENCE_OFF'
                   ELSE suppressions.reason END AS objection,
              ${heldUntil('due.channel', 'now()', message.priority)} AS held_until
         FROM due
         CROSS JOIN LATERAL (SELECT user_id, read_at FROM notifications
                              WHERE notifications.message_id = due.message_id AND id = due.notification_id OFFSET 0) AS notifications
         ${joinPerson('notifications.user_id')}
         ${joinSuppressions('due.channel')}
     ),
     claimed AS (
       UPDATE deliveries
          SET status = verdict,
              reason = CASE WHEN verdict = 'SUPPRESSED' THEN objection END,
              due_at = CASE WHEN verdict = 'SCHEDULED' THEN held_until ELSE due_at END,
              attempt = attempt + (verdict = 'SENDING')::int,
              lease_token = CASE WHEN verdict = 'SENDING' THEN $3::uuid END,
              lease_until = CASE WHEN verdict = 'SENDING' THEN now() + make_interval(secs => $4) END
         FROM judged CROSS JOIN LATERAL (
           SELECT CASE WHEN cancelled THEN 'CANCELLED'::delivery_status
                       WHEN objection IS NOT NULL THEN 'SUPPRESSED'
                       WHEN held_until IS NOT NULL THEN 'SCHEDULED'
                       ELSE 'SENDING' END AS verdict) AS verdicts
        WHERE deliveries.message_id = judged.message_id AND deliveries.notification_id = judged.notification_id
          AND deliveries.channel = judged.channel
       RETURNING deliveries.id, deliveries.notification_id AS "notificationId", judged.user_id AS "userId",
                 deliveries.channel, attempt, tries, provider, judged.address AS "to", status,
                 COALESCE(judged.locale, 'en') AS locale, COALESCE(judged.timezone, 'UTC') AS timezone
     )
     SELECT * FROM claimed WHERE status IN ('SENDING', 'SUPPRESSED')`,
    [message.id, batch, leaseToken, LEASE_SECONDS, CLAIM_SIZE, message.type, mandatoryChannels(message.type)],
  );
  return {
    claimed: rows.filter(({ status }) => status === 'SENDING'),
    suppressed: rows.filter(({ status }) => status === 'SUPPRESSED'),
  };
}
