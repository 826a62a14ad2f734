import type { PlanningMessage } from './planning-message.js';

type Withheld = Pick<PlanningMessage, 'id' | 'priority' | 'dedupeKey' | 'dedupeSeconds'>;

/**
 * Why a message does not interrupt somebody at all, as SQL over `chosen.user_id`; null where it may: they had
 * the same lately, or have had too much in the past hour. What was withheld itself does not count.
 */
export function withholding(
  message: Withheld,
  bind: (value: unknown) => string,
  throttlePerHour: number,
): string {
  const cases = [
    ...(message.dedupeKey === null ? [] : [`WHEN ${alreadyTold(message, bind)} THEN 'DUPLICATE'`]),
    ...(message.priority === 'CRITICAL' ? [] : [`WHEN ${tooMuch(bind(throttlePerHour))} THEN 'THROTTLED'`]),
  ];
  return cases.length === 0
    ? 'NULL::suppression_reason'
    : `(CASE ${cases.join(' ')} END)::suppression_reason`;
}

/** Indexes: messages_dedupe_idx, notifications_message_id_user_id_key. */
const alreadyTold = ({ id, dedupeKey, dedupeSeconds }: Withheld, bind: (value: unknown) => string): string =>
  `EXISTS (SELECT FROM messages AS earlier JOIN notifications AS told
             ON told.message_id = earlier.id AND told.user_id = chosen.user_id AND told.withheld IS NULL
            WHERE earlier.dedupe_key = ${bind(dedupeKey)} AND earlier.id <> ${bind(id)}::uuid
              AND earlier.id >= uuidv7_floor(now() - make_interval(secs => ${bind(dedupeSeconds)})))`;

/** Nobody has had more than there were messages, so mostly nobody need be asked about one by one. Index: messages_progressed_idx. */
export const busyHour = (limit: string): string =>
  `(SELECT count(*) FROM (SELECT FROM messages WHERE progressed_at >= now() - interval '1 hour' LIMIT ${limit} + 1) AS lately) > ${limit}`;

/** What counts of the past hour, over `recent`. */
export const HAD_LATELY = `recent.id >= (SELECT uuidv7_floor(now() - interval '1 hour')) AND recent.withheld IS NULL`;

/** Index: notifications_feed_idx. */
const tooMuch = (limit: string): string =>
  `${busyHour(limit)}
    AND (SELECT count(*) FROM (
           SELECT FROM notifications AS recent WHERE recent.user_id = chosen.user_id AND ${HAD_LATELY}
            LIMIT ${limit}) AS counted) >= ${limit}::int`;
