import type { Channel } from '../../src/notifications/vocabulary.js';
import type { Sql } from '../../src/platform/database/database.js';

interface Due {
  group: string;
  people: number;
  perMessage: number;
  channels: readonly Channel[];
  /** From now. */
  inSeconds: number;
}

/** Everybody of a group has a notification whose further steps fall due at one instant; answers which that is. */
export async function fallingDue(sql: Sql, due: Due): Promise<Date> {
  const { group, people, perMessage, channels, inSeconds } = due;
  const [row] = await sql.query<{ at: Date }>(
    `WITH instant AS (SELECT date_trunc('milliseconds', now() + make_interval(secs => $5)) AS at),
     messages AS MATERIALIZED (
       SELECT uuidv7() AS id, number FROM generate_series(0, ($2::int - 1) / $3::int) AS number
     ),
     said AS (
       INSERT INTO messages (id, type, origin, audience, channels, priority, lane, strategy, state, content)
       SELECT id, 'ANNOUNCEMENT', 'MEMBER', '{}', $4::channel[], 'HIGH', 'important', 'ESCALATION', 'COMPLETED',
              '{"subject": "Gathering", "message": "We meet at eight in the town hall."}' FROM messages
     ),
     people AS (
       SELECT user_id, row_number() OVER () - 1 AS place FROM group_members WHERE group_id = $1 LIMIT $2
     ),
     noted AS (
       INSERT INTO notifications (message_id, id, user_id)
       SELECT messages.id, uuidv7(), user_id FROM people JOIN messages ON number = place / $3 RETURNING message_id, id
     ),
     planned AS (
       INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, ready_at, due_at)
       SELECT message_id, id, channel, 'important', 'SCHEDULED',
              (row_number() OVER (PARTITION BY message_id) - 1) / 500, at, at
         FROM noted CROSS JOIN unnest($4::channel[]) AS channel CROSS JOIN instant
     )
     SELECT at FROM instant`,
    [group, people, perMessage, channels, inSeconds],
  );
  if (!row) throw new Error('Nothing falls due.');
  return row.at;
}

/** Deliveries of the far future, which nothing should have to look at. */
export async function farAhead(sql: Sql, count: number): Promise<void> {
  const AT_ONCE = 100_000;
  for (let first = 0; first < count; first += AT_ONCE) {
    await sql.query(
      `INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, ready_at, due_at)
       SELECT message, gen_random_uuid(), 'EMAIL', (enum_range(NULL::lane))[1 + number % 3], 'SCHEDULED', number / 500, due, due
         FROM (SELECT uuidv7() AS message) AS one
        CROSS JOIN generate_series(1, $1::int) AS number
        CROSS JOIN LATERAL (SELECT now() + interval '1 day' + number * interval '20 seconds' AS due) AS times`,
      [Math.min(AT_ONCE, count - first)],
    );
  }
  await sql.query('ANALYZE deliveries');
}
