import type { Sql } from '../platform/database/database.js';
import type { Channel } from '../notifications/vocabulary.js';
import type { Batch } from './batch.js';

/** What to do when nobody knows whether a provider took it. */
type AfterUnknown = 'again' | 'once-more' | 'park';

/** A repetition is harmless, or recognised by its Message-ID, or it costs money and annoys. */
const AFTER_UNKNOWN: Record<Channel, AfterUnknown> = {
  IN_APP: 'again',
  PUSH: 'again',
  WEBHOOK: 'again',
  EMAIL: 'once-more',
  SMS: 'park',
  WHATSAPP: 'park',
};

/** A delivery that takes its worker down with it is given up after this many claims. */
const MAX_CLAIMS = 6;
const SIZE = 5_000;

const channels = (policy: AfterUnknown) =>
  Object.entries(AFTER_UNKNOWN)
    .filter(([, each]) => each === policy)
    .map(([channel]) => channel);

/**
 * Claims whose worker never came back: each is noted as an attempt of unknown outcome, then goes again or
 * is parked, as its channel wants it. Index: deliveries_lease_idx.
 */
export async function reapLost(sql: Sql): Promise<Batch[]> {
  return await sql.query<Batch>(
    `WITH lost AS (
       SELECT message_id, id FROM deliveries
        WHERE status = 'SENDING' AND lease_until < now()
        ORDER BY lease_until LIMIT $3 FOR UPDATE SKIP LOCKED
     ),
     reaped AS (
       UPDATE deliveries
          SET lease_token = NULL, lease_until = NULL, error_code = 'LOST',
              error = 'The worker did not come back, so it is not known whether the provider took it.',
              status = CASE
                WHEN attempt >= $4 THEN 'FAILED'::delivery_status
                WHEN channel = ANY($1::channel[]) THEN 'PENDING'
                WHEN channel = ANY($2::channel[]) AND NOT EXISTS (
                  SELECT FROM attempts WHERE attempts.message_id = lost.message_id
                     AND attempts.delivery_id = lost.id AND outcome = 'UNKNOWN') THEN 'PENDING'
                ELSE 'UNKNOWN' END
         FROM lost
        WHERE deliveries.message_id = lost.message_id AND deliveries.id = lost.id
       RETURNING deliveries.message_id, deliveries.id, attempt, lane, batch, status
     ),
     noted AS (
       INSERT INTO attempts (message_id, delivery_id, number, provider, outcome, error_code, started_at)
       SELECT message_id, id, attempt, 'unknown', 'UNKNOWN', 'LOST', now() FROM reaped
       ON CONFLICT DO NOTHING
     )
     SELECT DISTINCT lane, message_id AS "messageId", batch FROM reaped WHERE status = 'PENDING'`,
    [channels('again'), channels('once-more'), SIZE, MAX_CLAIMS],
  );
}
