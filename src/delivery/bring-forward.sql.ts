import { heldUntil, joinPerson } from '../notifications/channels.sql.js';
import { ways } from '../notifications/planning/stepping.sql.js';
import type { Sql } from '../platform/database/database.js';
import type { Claimed } from './claim.sql.js';
import type { OutgoingMessage } from './find-message.sql.js';

export type Ended = Pick<Claimed, 'notificationId' | 'channel'>;

/**
 * Where a step of somebody's has failed, or was suppressed, the next one is due at once, or when the quiet hours end
 * that they are in: nobody waits for what will not come. Another channel of the same step, or a later one, that is
 * on its way or has reached them is enough; so doing this again moves nothing more. What was read, cancelled or
 * promoted meanwhile is left alone, and so is what goes by a digest. Answers how many it has moved.
 * Indexes: notifications_pkey, deliveries_pkey.
 *
 * As in `finishBatch`, the message's id is a column, never a constant.
 */
export async function bringForward(
  sql: Sql,
  message: OutgoingMessage,
  ended: readonly Ended[],
): Promise<number> {
  const { id, priority, channels, experiment, timings } = message;
  if (!timings || ended.length === 0) return 0;
  const values: unknown[] = [
    id,
    ended.map(({ notificationId }) => notificationId),
    ended.map(({ channel }) => channel),
  ];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const [row] = await sql.query<{ moved: number }>(
    `WITH ended AS MATERIALIZED (
       SELECT DISTINCT $1::uuid AS message_id, notification_id, channel
         FROM unnest($2::uuid[], $3::channel[]) AS ended(notification_id, channel)
     ),
     people AS (
       SELECT noted.* FROM (SELECT DISTINCT message_id, notification_id FROM ended) AS ended
        CROSS JOIN LATERAL (SELECT message_id, id, user_id, variant FROM notifications
                             WHERE message_id = ended.message_id AND id = ended.notification_id OFFSET 0) AS noted
     ),
     steps AS (
       SELECT people.message_id, people.id, people.user_id, found.channel, found.status, found.digest_id, ways.delay,
              max(ways.delay) FILTER (WHERE ended.channel IS NOT NULL AND found.status IN ('FAILED', 'SUPPRESSED'))
                OVER (PARTITION BY people.id) AS ended_at
         FROM people
        CROSS JOIN LATERAL (SELECT channel, status, digest_id FROM deliveries
                             WHERE message_id = people.message_id AND notification_id = people.id OFFSET 0) AS found
         JOIN (${ways({ channels, experiment, timings }, bind)}) AS ways
           ON ways.channel = found.channel AND ways.variant IS NOT DISTINCT FROM people.variant AND ways.delay > 0
         LEFT JOIN ended ON ended.notification_id = people.id AND ended.channel = found.channel
     ),
     following AS (
       SELECT id, min(delay) FILTER (WHERE status = 'SCHEDULED' AND digest_id IS NULL) AS delay
         FROM steps WHERE ended_at IS NOT NULL
        GROUP BY id
       HAVING NOT bool_or(delay >= ended_at AND status IN ('PENDING', 'SENDING', 'RETRYING', 'SENT', 'DELIVERED', 'UNKNOWN'))
     ),
     next AS (
       SELECT steps.*, timezone, quiet_start, quiet_end
         FROM following JOIN steps USING (id, delay) ${joinPerson('steps.user_id')}
     ),
     free AS (
       SELECT deliveries.message_id, deliveries.notification_id, deliveries.channel,
              ${heldUntil('next.channel', 'now()', priority)} AS held_until
         FROM next JOIN deliveries
           ON deliveries.message_id = next.message_id AND deliveries.notification_id = next.id
          AND deliveries.channel = next.channel
        WHERE deliveries.status = 'SCHEDULED' AND deliveries.digest_id IS NULL
          FOR UPDATE OF deliveries SKIP LOCKED
     ),
     moved AS (
       UPDATE deliveries
          SET due_at = LEAST(due_at, COALESCE(held_until, now())),
              ready_at = LEAST(ready_at, COALESCE(held_until, now())),
              held = held OR held_until IS NOT NULL
         FROM free
        WHERE deliveries.message_id = free.message_id AND deliveries.notification_id = free.notification_id
          AND deliveries.channel = free.channel
       RETURNING 1
     )
     SELECT count(*)::int AS moved FROM moved`,
    values,
  );
  return row?.moved ?? 0;
}
