import type { Sql } from '../../platform/database/database.js';

/**
 * Steps that come after the closing of digests that are held go on to the next digest of their reader, which is
 * opened for the first of them where there is none: what is to be sent only if it is unread until then is not sent
 * before. Whatever may leave earlier brings that one forward. Indexes: deliveries_digest_idx, digests_open_key.
 */
export async function carryOver(sql: Sql, digestIds: readonly string[]): Promise<void> {
  await sql.query(
    `WITH early AS (
       SELECT deliveries.message_id, deliveries.notification_id, deliveries.channel, ready_at, digests.user_id, digests.type
         FROM digests JOIN deliveries ON deliveries.digest_id = digests.id
        WHERE digests.id = ANY($1::uuid[]) AND status = 'SCHEDULED' AND ready_at > digests.closes_at
          FOR UPDATE OF deliveries SKIP LOCKED
     ),
     next AS (
       INSERT INTO digests (user_id, type, opened_at, closes_at, due_at)
       SELECT user_id, type, min(ready_at), min(ready_at), min(ready_at) FROM early
        GROUP BY user_id, type ORDER BY user_id, type
       ON CONFLICT (user_id, type) WHERE closed_at IS NULL DO UPDATE SET type = excluded.type
       RETURNING id, user_id, type
     )
     UPDATE deliveries SET digest_id = next.id
       FROM early JOIN next USING (user_id, type)
      WHERE deliveries.message_id = early.message_id AND deliveries.notification_id = early.notification_id
        AND deliveries.channel = early.channel`,
    [digestIds],
  );
}
