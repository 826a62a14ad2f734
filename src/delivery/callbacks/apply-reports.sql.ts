import type { DeadCause } from '../../platform/queues/hints.js';
import type { Sql } from '../../platform/database/database.js';
import type { Ended } from '../bring-forward.sql.js';
import type { Report } from './news.js';

/** A delivery that has failed after all. */
export interface FailedLate extends Ended {
  cause: DeadCause;
}

export interface Applied {
  /** Reports that are about a delivery of ours. */
  known: number;
  /** Deliveries that have come further by them. */
  moved: number;
  failed: FailedLate[];
}

/** Nobody has recorded yet, or nobody knows, what became of it: it is found by our own id. Index: deliveries_in_doubt_idx. */
const IN_DOUBT = `deliveries.status IN ('SENDING', 'UNKNOWN') AND deliveries.channel IN ('EMAIL', 'SMS', 'WHATSAPP')`;

/**
 * How far a delivery has come; what has not left, or was ended by somebody, is nowhere. That it arrived is the last
 * word, also after a failure; so in which order reports come, and how often, makes no difference.
 */
const rank = (status: string) =>
  `CASE ${status} WHEN 'SENDING' THEN 0 WHEN 'UNKNOWN' THEN 0 WHEN 'SENT' THEN 1 WHEN 'FAILED' THEN 2 WHEN 'DELIVERED' THEN 3 END`;

/** By the provider's clock, but neither before it should have left nor in the future. */
const MOMENT =
  'GREATEST(LEAST(COALESCE(news.at, now()), now()), COALESCE(deliveries.sent_at, deliveries.ready_at))';

/**
 * All that one callback reports, in one statement. A delivery is found by the provider's id for it, or by ours where
 * its worker has not recorded it yet, or has died. It keeps its lease: a worker that still has it adds what it cost.
 * What a provider says of an earlier attempt than the last one counts only where that has arrived.
 * Indexes: deliveries_callback_idx, deliveries_in_doubt_idx, deliveries_digest_idx, deliveries_pkey.
 */
export async function applyReports(
  sql: Sql,
  providers: readonly string[],
  reports: readonly Report[],
): Promise<Applied> {
  const column = <T>(pick: (each: Report) => T) => reports.map(pick);
  const [row] = await sql.query<Applied>(
    `WITH told AS MATERIALIZED (
       SELECT * FROM unnest($2::text[], $3::uuid[], $4::delivery_status[], $5::timestamptz[], $6::text[], $7::text[])
         WITH ORDINALITY AS told(provider_message_id, delivery_id, status, at, error_code, error, place)
     ),
     found AS MATERIALIZED (
       SELECT told.*, its.* FROM told CROSS JOIN LATERAL (
         SELECT message_id, notification_id, channel FROM deliveries
          WHERE deliveries.provider = ANY($1::text[]) AND deliveries.provider_message_id = told.provider_message_id OFFSET 0) AS its
        UNION
       SELECT told.*, its.* FROM told CROSS JOIN LATERAL (
         SELECT message_id, notification_id, channel FROM deliveries
          WHERE deliveries.id = told.delivery_id AND ${IN_DOUBT} LIMIT 1) AS its
        UNION
       SELECT told.*, its.* FROM told CROSS JOIN LATERAL (
         SELECT message_id, notification_id, channel FROM deliveries
          WHERE deliveries.digest_id = told.delivery_id AND ${IN_DOUBT} OFFSET 0) AS its
     ),
     news AS MATERIALIZED (
       SELECT DISTINCT ON (message_id, notification_id, channel) found.*, ${rank('status')} AS rank FROM found
        ORDER BY message_id, notification_id, channel, rank DESC, place
     ),
     -- One after the other in their order, so that two that tell the same do not wait for each other.
     held AS MATERIALIZED (
       SELECT news.* FROM news CROSS JOIN LATERAL (
         SELECT FROM deliveries
          WHERE deliveries.message_id = news.message_id AND deliveries.notification_id = news.notification_id
            AND deliveries.channel = news.channel
          LIMIT 1 FOR UPDATE) AS its
     ),
     moved AS (
       UPDATE deliveries
          SET status = news.status,
              reason = NULL,
              provider = COALESCE(deliveries.provider, $8),
              provider_message_id = COALESCE(deliveries.provider_message_id, news.provider_message_id),
              error_code = news.error_code,
              error = news.error,
              -- Since when it is a dead letter.
              due_at = CASE WHEN news.status = 'FAILED' THEN now() ELSE deliveries.due_at END,
              sent_at = CASE WHEN news.status = 'FAILED' THEN deliveries.sent_at
                             ELSE COALESCE(deliveries.sent_at, ${MOMENT}) END,
              delivered_at = CASE WHEN news.status = 'DELIVERED' THEN ${MOMENT} END
         FROM held AS news
        WHERE deliveries.message_id = news.message_id AND deliveries.notification_id = news.notification_id
          AND deliveries.channel = news.channel
          AND ${rank('deliveries.status')} < news.rank
          AND (news.status = 'DELIVERED'
               OR (COALESCE(deliveries.provider = ANY($1), true)
                   AND COALESCE(deliveries.provider_message_id = news.provider_message_id, true)))
       RETURNING deliveries.message_id, deliveries.notification_id, deliveries.channel, deliveries.status,
                 deliveries.error_code, deliveries.provider, deliveries.attempt
     )
     SELECT (SELECT count(DISTINCT place)::int FROM found) AS known,
            count(*)::int AS moved,
            COALESCE(jsonb_agg(jsonb_build_object(
              'notificationId', notification_id, 'channel', channel, 'cause', jsonb_build_object(
                'messageId', message_id, 'channel', channel, 'status', status, 'errorCode', error_code,
                'provider', provider, 'attempts', attempt))) FILTER (WHERE status = 'FAILED'), '[]') AS failed
       FROM moved`,
    [
      providers,
      column(({ providerMessageId }) => providerMessageId),
      column(({ deliveryId }) => deliveryId),
      column(({ told }) => told),
      column(({ at }) => at),
      column(({ code }) => code),
      column(({ error }) => error),
      // Where there are several nobody knows by which of them it went.
      providers.length === 1 ? providers[0] : null,
    ],
  );
  return row ?? { known: 0, moved: 0, failed: [] };
}
