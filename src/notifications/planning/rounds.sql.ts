import type { PlanningMessage } from './planning-message.js';

/** The parts of a chunk that differ between one moment for all and the same time of day for each. */
interface Round {
  /** The next people, whether or not it is their turn. */
  people: string;
  /** Whether it is, over `chosen`. */
  turn: string;
  cursor: string;
  state: string;
  /** More of what the message remembers. */
  advance: string;
}

const LAST_WALKED = 'COALESCE((SELECT user_id FROM walked ORDER BY user_id DESC LIMIT 1), messages.cursor)';

/**
 * A message for one moment is planned in one walk over its audience. One for a time of day goes in rounds: each
 * walks over all and plans those whose clocks show it by now, and the message sleeps until the next moment that
 * it is that time for somebody. So nobody has it in the feed before their time, and somebody who moves
 * meanwhile gets it by the clock they have then. Indexes: users_pkey, notifications_message_id_user_id_key.
 */
export function walking(
  { localTime }: PlanningMessage,
  bind: (value: unknown) => string,
  { id, recipients }: { id: string; recipients: string },
): Round {
  if (localTime === null) {
    return {
      people: `SELECT user_id, chosen_by FROM (${recipients}) AS chosen WHERE EXISTS (SELECT FROM message)`,
      turn: 'true',
      cursor: LAST_WALKED,
      state: "CASE WHEN filled THEN messages.state ELSE 'COMPLETED' END",
      advance: '',
    };
  }
  const next = 'LEAST(messages.next_round_at, (SELECT min(at) FROM walked WHERE at > now()))';
  const over = `NOT filled AND ${next} IS NOT NULL`;
  return {
    people: `SELECT user_id, chosen_by, local_instant(${bind(localTime)}::timestamp, COALESCE(timezone, 'UTC')) AS at
               FROM (${recipients}) AS chosen
               LEFT JOIN LATERAL (SELECT timezone FROM users WHERE id = user_id OFFSET 0) AS users ON true
              WHERE EXISTS (SELECT FROM message)`,
    turn: `at <= now() AND NOT EXISTS (SELECT FROM notifications WHERE message_id = ${id} AND user_id = chosen.user_id)`,
    cursor: `CASE WHEN ${over} THEN NULL ELSE ${LAST_WALKED} END`,
    state: `CASE WHEN filled THEN messages.state WHEN ${over} THEN 'SCHEDULED' ELSE 'COMPLETED' END`,
    advance: `,
              scheduled_for = CASE WHEN ${over} THEN ${next} ELSE messages.scheduled_for END,
              next_round_at = CASE WHEN filled THEN ${next} END`,
  };
}
