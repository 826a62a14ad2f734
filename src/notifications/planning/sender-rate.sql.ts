import type { Sql } from '../../platform/database/database.js';
import { tooMany } from '../../platform/errors/app-error.js';
import { rateLimitHeaders, type Allowance } from '../../platform/http/rate-limit.js';

const HOUR_SECONDS = 3_600;

interface Sent {
  count: number;
  /** Until the oldest of them is an hour old; null where there is none. */
  oldestSeconds: number | null;
  /** Until there are fewer than the limit; null where there are. */
  fewerSeconds: number | null;
}

/**
 * What a sender has left of this hour, with the message that is being taken in; refused where that is one too many.
 * Until the transaction ends nobody else counts theirs, so that what goes at once, by whichever replica, is counted
 * one after the other. Occurrences of schedules do not count. Index: messages_sender_id_id_idx.
 */
export async function useAllowance(sql: Sql, senderId: string, limit: number): Promise<Allowance> {
  await sql.query("SELECT pg_advisory_xact_lock(hashtextextended('munadi.sender.' || $1, 0))", [senderId]);
  const [sent] = await sql.query<Sent>(
    `SELECT count(*)::int AS count, ceil(extract(epoch FROM min(over) - clock_timestamp()))::int AS "oldestSeconds",
            ceil(extract(epoch FROM (array_agg(over ORDER BY over DESC))[$2] - clock_timestamp()))::int AS "fewerSeconds"
       FROM (SELECT uuid_extract_timestamp(id) + make_interval(secs => $3) AS over FROM messages
              WHERE sender_id = $1 AND schedule_id IS NULL
                AND id > uuidv7_floor(clock_timestamp() - make_interval(secs => $3))) AS sent`,
    [senderId, limit, HOUR_SECONDS],
  );
  return decideAllowance(limit, sent ?? { count: 0, oldestSeconds: null, fewerSeconds: null });
}

export function decideAllowance(limit: number, { count, oldestSeconds, fewerSeconds }: Sent): Allowance {
  const whole = { name: 'sender', limit, windowSeconds: HOUR_SECONDS };
  if (count < limit) {
    return {
      ...whole,
      remaining: limit - count - 1,
      resetSeconds: Math.max(1, oldestSeconds ?? HOUR_SECONDS),
    };
  }
  const resetSeconds = Math.max(1, fewerSeconds ?? HOUR_SECONDS);
  throw tooMany(
    `You have sent ${count} messages within an hour, and ${limit} are allowed. The next one can go in ${minutes(resetSeconds)}.`,
    resetSeconds,
    rateLimitHeaders({ ...whole, remaining: 0, resetSeconds }),
  );
}

function minutes(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
