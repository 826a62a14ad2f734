import type { Sql } from '../platform/database/database.js';
import type { AddressFlaw } from './channels/provider.js';
import type { Claimed } from './claim.sql.js';
import type { Finish } from './finish.js';

type Recordable = Pick<Claimed, 'messageId' | 'notificationId' | 'channel' | 'attempt'>;

export interface Finished<Delivery extends Recordable = Recordable> {
  delivery: Delivery;
  /** Null where no provider was called. */
  provider: string | null;
  finish: Finish;
  /** What it says about its address for ever; nothing where it says nothing. */
  flaw?: AddressFlaw;
  /** What it has cost in millionths of the currency; nothing where it was not sent. */
  cost?: number;
}

export interface Recorded {
  count: number;
  /** Of each that was sent, and of each that was given up, the seconds since it should have left. */
  sentAfter: number[];
  failedAfter: number[];
  /** By provider, in millionths of the currency. */
  spent: Record<string, number>;
}

/**
 * Its provider has reported on it before its worker could record it. That stands, but for a failure of another
 * attempt than the worker's.
 */
const REPORTED = `(deliveries.status <> 'SENDING'
  AND (deliveries.status <> 'FAILED'
       OR (outcomes.status IN ('SENT', 'DELIVERED')
           AND COALESCE(outcomes.provider_message_id = deliveries.provider_message_id, true))))`;

/**
 * Records a whole batch in one statement, with an attempt for each provider call. A worker whose lease was
 * taken over changes nothing. What its provider has reported meanwhile keeps its status, and gets its cost. What was
 * put off without a call was no attempt, and the next one has its number. Index: deliveries_pkey.
 *
 * The message's id is a column of the outcomes, never a constant: from a constant the planner may conclude that
 * reading the whole message is cheapest, and that message may have a million people.
 */
export async function finishBatch(
  sql: Sql,
  leaseToken: string,
  tookMs: number,
  finished: readonly Finished[],
): Promise<Recorded> {
  const column = <T>(pick: (each: Finished) => T) => finished.map(pick);
  const [row] = await sql.query<Recorded>(
    `WITH outcomes AS MATERIALIZED (
       SELECT o.* FROM unnest($1::uuid[], $3::uuid[], $4::channel[], $5::delivery_status[], $6::suppression_reason[], $7::int[],
                            $8::int[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $15::int[])
         AS o(message_id, notification_id, channel, status, reason, retry_in_ms, tries, provider, next_provider,
              provider_message_id, error_code, error, cost)
     ),
     done AS (
       UPDATE deliveries
          SET status = CASE WHEN ${REPORTED} THEN deliveries.status ELSE outcomes.status END,
              reason = CASE WHEN ${REPORTED} THEN NULL ELSE outcomes.reason END,
              due_at = now() + outcomes.retry_in_ms * interval '1 millisecond',
              tries = outcomes.tries,
              attempt = deliveries.attempt - (outcomes.status = 'RETRYING' AND outcomes.provider IS NULL)::int,
              provider = CASE WHEN ${REPORTED} THEN COALESCE(deliveries.provider, outcomes.provider)
                              ELSE COALESCE(next_provider, outcomes.provider, deliveries.provider) END,
              provider_message_id = COALESCE(outcomes.provider_message_id, CASE WHEN ${REPORTED} THEN deliveries.provider_message_id END),
              error_code = CASE WHEN ${REPORTED} THEN deliveries.error_code ELSE outcomes.error_code END,
              error = CASE WHEN ${REPORTED} THEN deliveries.error ELSE outcomes.error END,
              cost = COALESCE(outcomes.cost, deliveries.cost),
              sent_at = CASE WHEN ${REPORTED} AND deliveries.sent_at IS NOT NULL THEN deliveries.sent_at
                             WHEN outcomes.status IN ('SENT', 'DELIVERED') THEN now() END,
              delivered_at = CASE WHEN ${REPORTED} THEN deliveries.delivered_at
                                  WHEN outcomes.status = 'DELIVERED' THEN now() END,
              lease_token = NULL, lease_until = NULL
         FROM outcomes
        WHERE deliveries.message_id = outcomes.message_id AND deliveries.notification_id = outcomes.notification_id
          AND deliveries.channel = outcomes.channel
          AND deliveries.lease_token = $2
       RETURNING deliveries.message_id, deliveries.id, deliveries.attempt, outcomes.status, outcomes.provider, outcomes.error_code, outcomes.error, outcomes.cost,
                 extract(epoch FROM now() - deliveries.ready_at)::float8 AS after
     ),
     noted AS (
       INSERT INTO attempts (message_id, delivery_id, number, provider, outcome, error_code, error, started_at)
       SELECT done.message_id, done.id, done.attempt, done.provider,
              CASE WHEN done.status IN ('SENT', 'DELIVERED') THEN 'SENT'::attempt_outcome
                   WHEN done.status = 'RETRYING' THEN 'RETRY' ELSE 'REJECTED' END,
              done.error_code, done.error, now() - $14::int * interval '1 millisecond'
         FROM done WHERE done.provider IS NOT NULL
     )
     SELECT count(*)::int AS count,
            COALESCE(array_agg(after) FILTER (WHERE status IN ('SENT', 'DELIVERED')), '{}') AS "sentAfter",
            COALESCE(array_agg(after) FILTER (WHERE status = 'FAILED'), '{}') AS "failedAfter",
            COALESCE((SELECT jsonb_object_agg(provider, cost)
                        FROM (SELECT provider, sum(cost) AS cost FROM done WHERE cost > 0 GROUP BY provider) AS paid), '{}') AS spent
       FROM done`,
    [
      column(({ delivery }) => delivery.messageId),
      leaseToken,
      column(({ delivery }) => delivery.notificationId),
      column(({ delivery }) => delivery.channel),
      column(({ finish }) => finish.status),
      column(({ finish }) => finish.reason),
      column(({ finish }) => finish.retryInMs),
      column(({ finish }) => finish.tries),
      column(({ provider }) => provider),
      column(({ finish }) => finish.nextProvider),
      column(({ finish }) => finish.providerMessageId),
      column(({ finish }) => finish.errorCode),
      column(({ finish }) => finish.error),
      tookMs,
      column(({ cost }) => cost),
    ],
  );
  return row ?? { count: 0, sentAfter: [], failedAfter: [], spent: {} };
}
