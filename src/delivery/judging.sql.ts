import { addressOf, joinPerson, joinSuppressions, welcome } from '../notifications/channels.sql.js';

interface Judging {
  type: string;
  mandatory: string;
  /** Whether the message was cancelled, and whether it is of no use any more. */
  cancelled: string;
  expired: string;
  /** Until when quiet hours hold it, or null. */
  heldUntil: string;
  /** How many have to leave before it. */
  ahead: string;
}

/** What is known about each of `due` now: it was read, cancelled, opted out of or has expired since it was planned. */
export const judging = ({ type, mandatory, cancelled, expired, heldUntil, ahead }: Judging): string =>
  `SELECT due.*, notifications.user_id, users.locale, users.timezone, ${addressOf('due.channel')} AS address,
          notifications.created_at, notifications.own, read_at IS NOT NULL OR ${cancelled} AS cancelled,
          CASE WHEN ${expired} THEN 'EXPIRED'
               WHEN NOT ${welcome('due.channel', type, mandatory)} THEN 'PREFERENCE_OFF'
               ELSE suppressions.reason END AS objection,
          ${heldUntil} AS held_until, ${ahead} AS ahead
     FROM due
     CROSS JOIN LATERAL (SELECT user_id, read_at, created_at, data AS own FROM notifications
                          WHERE notifications.message_id = due.message_id AND id = due.notification_id OFFSET 0) AS notifications
     ${joinPerson('notifications.user_id')}
     ${joinSuppressions('due.channel')}`;

/** What follows from it for a delivery, over `judged`, as `verdict`. */
export const VERDICTS = `(
  SELECT CASE WHEN cancelled THEN 'CANCELLED'::delivery_status
              WHEN objection IS NOT NULL THEN 'SUPPRESSED'
              WHEN held_until IS NOT NULL OR ahead > 0 THEN 'SCHEDULED'
              ELSE 'SENDING' END AS verdict) AS verdicts`;

/** What is written of the verdict, with the placeholders of the lease's token and its seconds, and since when it is ready. */
export const settling = (leaseToken: string, leaseSeconds: string, readyAt = 'deliveries.ready_at'): string =>
  `status = verdict,
   reason = CASE WHEN verdict = 'SUPPRESSED' THEN objection END,
   due_at = CASE WHEN verdict = 'SCHEDULED' THEN COALESCE(held_until, now() + make_interval(secs => ahead)) ELSE due_at END,
   held = deliveries.held OR verdict = 'SCHEDULED',
   ready_at = CASE WHEN verdict = 'SCHEDULED' THEN COALESCE(held_until, deliveries.ready_at) ELSE ${readyAt} END,
   attempt = attempt + (verdict = 'SENDING')::int,
   lease_token = CASE WHEN verdict = 'SENDING' THEN ${leaseToken}::uuid END,
   lease_until = CASE WHEN verdict = 'SENDING' THEN now() + make_interval(secs => ${leaseSeconds}) END`;

/** A delivery as its worker gets it, of `deliveries` and `judged`. */
export const CLAIMED = `deliveries.id, deliveries.message_id AS "messageId", deliveries.notification_id AS "notificationId",
   judged.user_id AS "userId", deliveries.channel, attempt, tries, provider,
   COALESCE(deliveries.error_code = 'RATE_HELD', false) AS promised, judged.address AS "to", status,
   judged.own, COALESCE(judged.locale, 'en') AS locale, COALESCE(judged.timezone, 'UTC') AS timezone`;
