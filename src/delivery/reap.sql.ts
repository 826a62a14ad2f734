import type { Sql } from '../platform/database/database.js';
import type { Channel } from '../notifications/vocabulary.js';
import { AFTER_UNKNOWN } from './after-unknown.js';
import type { Batch } from './batch.js';

/** A delivery that takes its worker down with it is given up after so many claims that nobody came back from. */
const MAX_LOSSES = 4;
const SIZE = 5_000;

/** One that goes again, or was given up. */
export interface Reaped extends Batch {
  channel: Channel;
  status: 'PENDING' | 'FAILED' | 'UNKNOWN';
  attempts: number;
}

const channels = (policy: (typeof AFTER_UNKNOWN)[Channel]) =>
  Object.entries(AFTER_UNKNOWN)
    .filter(([, each]) => each === policy)
    .map(([channel]) => channel);

/**
 * Claims of which nothing came back, neither from the worker nor from the provider: each is noted as an attempt of
 * unknown outcome, then goes again or is parked, as its channel wants it. What goes again gets a batch of its own, so
 * that one that takes its worker down takes nobody else with it; what went by a digest waits for that.
 * Index: deliveries_lease_idx.
 */
export async function reapLost(sql: Sql): Promise<Reaped[]> {
  return await sql.query<Reaped>(
    `WITH lost AS (
       SELECT message_id, notification_id, channel, id FROM deliveries
        WHERE status = 'SENDING' AND lease_until < now()
        ORDER BY lease_until LIMIT $3 FOR UPDATE SKIP LOCKED
     ),
     counted AS (
       SELECT lost.*, 1 + (SELECT count(*) FROM attempts
                            WHERE attempts.message_id = lost.message_id AND attempts.delivery_id = lost.id
                              AND outcome = 'UNKNOWN') AS losses
         FROM lost
     ),
     reaped AS (
       UPDATE deliveries
          SET lease_token = NULL, lease_until = NULL, due_at = now(), error_code = 'LOST',
              error = 'Nothing came back of it, so it is not known whether the provider took it.',
              batch = -1 - (hashtext(deliveries.id::text) & 1073741823),
              status = CASE
                WHEN losses >= $4 THEN 'FAILED'::delivery_status
                WHEN deliveries.channel = ANY($1::channel[]) THEN 'PENDING'
                WHEN deliveries.channel = ANY($2::channel[]) AND losses = 1 THEN 'PENDING'
                ELSE 'UNKNOWN' END
         FROM counted
        WHERE deliveries.message_id = counted.message_id AND deliveries.notification_id = counted.notification_id
          AND deliveries.channel = counted.channel
       RETURNING deliveries.message_id, deliveries.id, deliveries.channel, attempt, lane, batch, status, digest_id
     ),
     noted AS (
       INSERT INTO attempts (message_id, delivery_id, number, provider, outcome, error_code, started_at)
       SELECT message_id, id, attempt, 'unknown', 'UNKNOWN', 'LOST', now() FROM reaped
       ON CONFLICT DO NOTHING
     )
     SELECT DISTINCT lane, message_id AS "messageId", batch, channel, status, attempt AS attempts FROM reaped
      WHERE status <> 'PENDING' OR digest_id IS NULL`,
    [channels('again'), channels('once-more'), SIZE, MAX_LOSSES],
  );
}
