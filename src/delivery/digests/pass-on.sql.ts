import { digestOf, joinPerson } from '../../notifications/channels.sql.js';
import { JOIN_OPEN } from '../../notifications/planning/collecting.sql.js';
import type { Sql } from '../../platform/database/database.js';

/**
 * What has joined digests that are held, but is a step whose time has not come, goes by the next digest: nobody is
 * written to before they had the time to read it in the app. Where its reader wants no digests any more, or it would
 * be of no use by then, it leaves by itself. What somebody else holds is passed on when the digest is looked at
 * again. Indexes: deliveries_digest_idx, digests_open_key.
 */
export async function passOnEarly(sql: Sql, digestIds: readonly string[]): Promise<void> {
  await sql.query(
    `WITH early AS (
       SELECT found.*, digests.user_id, digests.type,
              (SELECT expires_at FROM messages WHERE messages.id = found.message_id) AS expires_at
         FROM (SELECT id, user_id, type, closes_at FROM digests WHERE id = ANY($1::uuid[]) OFFSET 0) AS digests
        CROSS JOIN LATERAL (
          SELECT message_id, notification_id, channel, ready_at FROM deliveries
           WHERE digest_id = digests.id AND status = 'SCHEDULED' AND ${isEarly('digests')}
             FOR UPDATE SKIP LOCKED) AS found
     ),
     windows AS (
       INSERT INTO digests (user_id, type, opened_at, closes_at, due_at)
       SELECT first.user_id, first.type, at, closes_at, closes_at
         FROM (SELECT user_id, type, min(ready_at) AS at FROM early GROUP BY user_id, type) AS first
         ${joinPerson('first.user_id')}
        CROSS JOIN LATERAL (
          SELECT digest_closes(${digestOf('first.type')}, at, timezone, digest_hour, digest_weekday) AS closes_at) AS closing
        WHERE closes_at IS NOT NULL
        ORDER BY first.user_id, first.type
       ${JOIN_OPEN}
       RETURNING id, user_id, type, closes_at
     )
     UPDATE deliveries
        SET digest_id = windows.id, due_at = GREATEST(early.ready_at, closes_at)
       FROM early LEFT JOIN windows
         ON windows.user_id = early.user_id AND windows.type = early.type AND (expires_at IS NULL OR closes_at < expires_at)
      WHERE deliveries.message_id = early.message_id AND deliveries.notification_id = early.notification_id
        AND deliveries.channel = early.channel`,
    [digestIds],
  );
}

/** Of deliveries of a digest: their time comes after it has closed, and has not come yet. */
export const isEarly = (digest: string): string => `ready_at > GREATEST(${digest}.closes_at, now())`;
