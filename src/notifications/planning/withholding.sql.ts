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

/**
 * Index: notifications_feed_idx, a short range of it. The bounds of the message are for the planner alone:
 * nothing older than a month is looked at, and no partition of the months to come.
 */
const tooMuch = (limit: string): string =>
  `(SELECT count(*) FROM (
      SELECT FROM notifications AS recent
       WHERE recent.user_id = chosen.user_id AND recent.id >= uuidv7_floor(now() - interval '1 hour')
         AND recent.message_id BETWEEN uuidv7_floor(now() - interval '31 days') AND uuidv7_floor(now() + interval '1 minute')
         AND recent.withheld IS NULL LIMIT ${limit}) AS counted) >= ${limit}::int`;
