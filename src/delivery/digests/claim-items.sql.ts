import type { Sql } from '../../platform/database/database.js';
import { LEASE_SECONDS, type Claimed } from '../claim.sql.js';
import { CLAIMED, judging, settling, VERDICTS } from '../judging.sql.js';
import { LOOK_AGAIN_SECONDS } from './close-due.sql.js';
import { isEarly } from './pass-on.sql.js';

/** A delivery that goes by a digest. */
export interface Item extends Claimed {
  digestId: string;
  type: string;
  /** When it came into the feed. */
  createdAt: Date;
  /** Whether a part of the digest has left before it. */
  begun: boolean;
}

/** Of one digest; what is beyond goes in a further email. */
export const MOST_ITEMS = 1_000;

/**
 * Closed digests are held until the transaction ends, and are looked at again when a worker that takes them now
 * would be lost. Those that somebody else holds are theirs. Index: digests_pkey.
 */
export async function holdDigests(sql: Sql, ids: readonly string[]): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `WITH found AS (
       SELECT id FROM digests WHERE id = ANY($1::uuid[]) AND closed_at IS NOT NULL AND done_at IS NULL
          FOR UPDATE SKIP LOCKED
     )
     UPDATE digests SET due_at = now() + make_interval(secs => $2)
       FROM found WHERE digests.id = found.id
     RETURNING digests.id`,
    [ids, LOOK_AGAIN_SECONDS],
  );
  return rows.map(({ id }) => id);
}

/**
 * Takes what is left of digests that are held, the oldest first, and judges each as any other claim would. What
 * somebody just reads or cancels is left to them, and a step whose time has not come to the next digest.
 * Everybody's preferences count: what is mandatory is never collected. Index: deliveries_digest_idx.
 */
export async function claimItems(
  sql: Sql,
  digestIds: readonly string[],
  leaseToken: string,
): Promise<Item[]> {
  return await sql.query<Item>(
    `WITH due AS (
       SELECT found.*, digests.type, digests.begun, digests.closes_at
         FROM (SELECT id, type, closes_at, EXISTS (SELECT FROM deliveries WHERE digest_id = digests.id AND status IN ('SENT', 'DELIVERED')) AS begun
                 FROM digests WHERE id = ANY($1::uuid[]) OFFSET 0) AS digests
        CROSS JOIN LATERAL (
          SELECT digest_id, message_id, notification_id, channel FROM deliveries
           WHERE digest_id = digests.id AND (status IN ('SCHEDULED', 'PENDING') OR status = 'RETRYING' AND due_at <= now())
             AND NOT ${isEarly('digests')}
           ORDER BY id LIMIT $4 FOR UPDATE SKIP LOCKED) AS found
     ),
     judged AS MATERIALIZED (${judging({
       type: 'due.type',
       mandatory: "'{}'::channel[]",
       cancelled: "(SELECT state = 'CANCELLED' FROM messages WHERE messages.id = due.message_id)",
       expired: '(SELECT expires_at <= now() FROM messages WHERE messages.id = due.message_id)',
       heldUntil: 'NULL::timestamptz',
       ahead: '0',
     })}),
     claimed AS (
       UPDATE deliveries SET ${settling('$2', '$3', 'LEAST(judged.closes_at, now())')}
         FROM judged CROSS JOIN LATERAL ${VERDICTS}
        WHERE deliveries.message_id = judged.message_id AND deliveries.notification_id = judged.notification_id
          AND deliveries.channel = judged.channel
       RETURNING ${CLAIMED},
                 judged.digest_id AS "digestId", judged.type, judged.begun, judged.created_at AS "createdAt"
     )
     SELECT * FROM claimed WHERE status = 'SENDING' ORDER BY "createdAt", id`,
    [digestIds, leaseToken, LEASE_SECONDS, MOST_ITEMS],
  );
}
