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
       SELECT $1::uuid AS message_id, notification_id, array_agg(channel) AS channels
         FROM unnest($2::uuid[], $3::channel[]) AS ended(notification_id, channel)
        GROUP BY notification_id
     ),
     steps AS (
       SELECT noted.message_id, noted.id, noted.user_id, found.channel, found.status, found.digest_id, ways.delay,
              max(ways.delay) FILTER (WHERE found.channel = ANY(ended.channels) AND found.status IN ('FAILED', 'SUPPRESSED'))
                OVER (PARTITION BY noted.id) AS ended_at
         FROM ended
        CROSS JOIN LATERAL (SELECT message_id, id, user_id, variant FROM notifications
                             WHERE message_id = ended.message_id AND id = ended.notification_id OFFSET 0) AS noted
        CROSS JOIN LATERAL (SELECT channel, status, digest_id FROM deliveries
                             WHERE message_id = noted.message_id AND notification_id = noted.id OFFSET 0) AS found
         JOIN (${ways({ channels, experiment, timings }, bind)}) AS ways
           ON ways.channel = found.channel AND ways.variant IS NOT DISTINCT FROM noted.variant AND ways.delay > 0
     ),
     seen AS (
       SELECT steps.*, status = 'SCHEDULED' AND digest_id IS NULL AS waits,
              min(delay) FILTER (WHERE status = 'SCHEDULED' AND digest_id IS NULL) OVER (PARTITION BY id) AS next_at,
              bool_or(delay >= ended_at AND status IN ('PENDING', 'SENDING', 'RETRYING', 'SENT', 'DELIVERED', 'UNKNOWN'))
                OVER (PARTITION BY id) AS reaching
         FROM steps WHERE ended_at IS NOT NULL
     ),
     next AS (
       SELECT seen.*, timezone, quiet_start, quiet_end FROM seen ${joinPerson('seen.user_id')}
        WHERE waits AND delay = next_at AND NOT reaching
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
