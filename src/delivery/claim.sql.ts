import { heldUntil } from '../notifications/channels.sql.js';
import { mandatoryChannels } from '../notifications/types.js';
import type { Channel, DeliveryStatus } from '../notifications/vocabulary.js';
import type { Own } from '../notifications/wording/fill-in.js';
import type { Sql } from '../platform/database/database.js';
import type { OutgoingMessage } from './find-message.sql.js';
import { aheadOf } from './quiet-order.sql.js';
import { CLAIMED, judging, settling, VERDICTS } from './judging.sql.js';

export interface Claimed {
  id: string;
  messageId: string;
  notificationId: string;
  userId: string | null;
  channel: Channel;
  attempt: number;
  /** Failures with the provider it goes by; null is the first one of its channel. */
  tries: number;
  provider: string | null;
  /** It was put off until now for its provider's rate. */
  promised: boolean;
  to: string | null;
  locale: string;
  timezone: string;
  /** What is said to them alone. */
  own: Own | null;
}

/** What became of a batch when it was claimed. */
export interface Claim {
  claimed: Claimed[];
  /** What was not to leave after all. */
  suppressed: Claimed[];
}

/** A worker has this long to record what became of a claim; after it, the claim counts as lost. */
export const LEASE_SECONDS = 60;
const CLAIM_SIZE = 500;

/**
 * Takes what is due of a batch, for one worker only and before any provider is called; of some channels nothing. What was read, cancelled,
 * opted out of or has expired since it was planned is ended instead, and what falls into quiet hours waits for
 * their end, also where a retry brought it here. What they have held leaves in the order of its messages: it waits
 * a second for each that is before it. Each is judged once: what is written of it would ask again in every place.
 * Index: deliveries_claim_idx.
 */
export async function claimDue(
  sql: Sql,
  message: OutgoingMessage,
  batch: number,
  leaseToken: string,
  without: readonly Channel[] = [],
): Promise<Claim> {
  const rows = await sql.query<Claimed & { status: DeliveryStatus }>(
    `WITH due AS (
       SELECT message_id, notification_id, channel, held, ready_at FROM deliveries
        WHERE message_id = $1 AND batch = $2 AND status = 'PENDING' AND digest_id IS NULL
          AND channel <> ALL($8::channel[])
        LIMIT $5 FOR UPDATE SKIP LOCKED
     ),
     message AS MATERIALIZED (SELECT state = 'CANCELLED' AS cancelled, expires_at <= now() AS expired FROM messages WHERE id = $1),
     judged AS MATERIALIZED (${judging({
       type: '$6::text',
       mandatory: '$7::channel[]',
       cancelled: '(SELECT cancelled FROM message)',
       expired: '(SELECT expired FROM message)',
       heldUntil: heldUntil('due.channel', 'now()', message.priority),
       ahead: aheadOf(message.lane),
     })}),
     claimed AS (
       UPDATE deliveries SET ${settling('$3', '$4')}
         FROM judged CROSS JOIN LATERAL ${VERDICTS}
        WHERE deliveries.message_id = judged.message_id AND deliveries.notification_id = judged.notification_id
          AND deliveries.channel = judged.channel
       RETURNING ${CLAIMED}
     )
     SELECT * FROM claimed WHERE status IN ('SENDING', 'SUPPRESSED')`,
    [
      message.id,
      batch,
      leaseToken,
      LEASE_SECONDS,
      CLAIM_SIZE,
      message.type,
      mandatoryChannels(message.type),
      without,
    ],
  );
  return {
    claimed: rows.filter(({ status }) => status === 'SENDING'),
    suppressed: rows.filter(({ status }) => status === 'SUPPRESSED'),
  };
}
