import type { Sql } from '../../src/platform/database/database.js';

interface Invariant {
  is: string;
  /** One row for each case in which it does not hold. */
  broken: string;
}

/** Who has to hear of what: every event that was accepted, and each person it is for. */
const DUE = `
  SELECT id AS event_id, created_at, (payload ->> 'organizerId')::uuid AS user_id FROM domain_events
   WHERE name IN ('event.approved', 'event.registered')
  UNION ALL
  SELECT DISTINCT domain_events.id, created_at, group_members.user_id FROM domain_events
    JOIN group_members ON group_id = (payload -> 'communityIds' ->> 0)::uuid
                      AND role IN ('COMMUNITY_HEAD', 'COMMUNITY_SUBHEAD') WHERE name = 'event.created'`;

/** The same, with what became of it by email. */
const DUE_EMAILS = `
  SELECT due.*, deliveries.id, status, reason, error_code,
         (SELECT count(*) FROM chaos.taken WHERE delivery_id = deliveries.id) AS taken,
         (SELECT count(*) FROM attempts
           WHERE attempts.message_id = deliveries.message_id AND delivery_id = deliveries.id
             AND outcome = 'UNKNOWN') AS unknowns
    FROM (${DUE}) AS due
    LEFT JOIN messages ON messages.event_id = due.event_id
    LEFT JOIN notifications ON notifications.message_id = messages.id AND notifications.user_id = due.user_id
    LEFT JOIN deliveries ON deliveries.message_id = messages.id
          AND deliveries.notification_id = notifications.id AND channel = 'EMAIL'`;

const ENDED = `(status IN ('CANCELLED', 'UNKNOWN') OR status = 'FAILED' AND error_code IS NOT NULL
                OR status = 'SUPPRESSED' AND reason IS NOT NULL)`;

/** I1 to I7 and I9 of the design, asked of a system that is at rest. I5 is that it came to rest, see `at-rest.ts`. */
const INVARIANTS: readonly Invariant[] = [
  {
    is: 'I1 what was accepted has left, or says why it has not',
    broken: `SELECT event_id, user_id, id, status FROM (${DUE_EMAILS}) AS due
              WHERE id IS NULL OR (taken = 0 AND NOT ${ENDED})`,
  },
  {
    is: 'I2 one delivery for each message, person and channel',
    broken: `SELECT due.event_id, due.user_id, channels.channel, count(deliveries.id) FROM (${DUE}) AS due
              CROSS JOIN unnest('{IN_APP,EMAIL}'::channel[]) AS channels(channel)
              LEFT JOIN messages ON messages.event_id = due.event_id
              LEFT JOIN notifications ON notifications.message_id = messages.id AND notifications.user_id = due.user_id
              LEFT JOIN deliveries ON deliveries.message_id = messages.id
                    AND deliveries.notification_id = notifications.id AND deliveries.channel = channels.channel
              GROUP BY 1, 2, 3 HAVING count(deliveries.id) <> 1`,
  },
  {
    is: 'I3 every email follows a committed claim',
    broken: `SELECT taken.* FROM chaos.taken
              WHERE NOT EXISTS (SELECT FROM chaos.journal WHERE journal.delivery_id = taken.delivery_id
                                   AND became = 'SENDING' AND journal.at <= taken.at)`,
  },
  {
    is: 'I3 each claim has one owner, who is rid of it before there is another one',
    broken: `SELECT id, attempt FROM deliveries
              WHERE attempt <> (SELECT count(*) FILTER (WHERE became = 'SENDING') - count(*) FILTER (WHERE put_off)
                                  FROM chaos.journal WHERE delivery_id = id)`,
  },
  {
    is: 'I4 twice only by way of UNKNOWN',
    broken: `SELECT id, taken, unknowns FROM (${DUE_EMAILS}) AS due WHERE taken > 1 + unknowns`,
  },
  {
    is: 'I7 the states add up to what was accepted',
    broken: `SELECT id, planned_count, recipient_count FROM messages
              WHERE planned_count <> recipient_count OR planned_count * cardinality(channels)
                    <> (SELECT count(*) FROM deliveries WHERE message_id = messages.id)`,
  },
  {
    is: 'a state that is final stays',
    broken: `SELECT * FROM chaos.journal WHERE was IN ('SENT', 'DELIVERED', 'FAILED', 'CANCELLED', 'SUPPRESSED')
                AND NOT (was = 'SENT' AND became = 'DELIVERED')`,
  },
];

/** A sentence for each invariant that does not hold, with the first cases. */
export async function brokenInvariants(sql: Sql): Promise<string[]> {
  const found: string[] = [];
  for (const { is, broken } of INVARIANTS) {
    const rows = await sql.query(broken);
    if (rows.length > 0)
      found.push(`${is}: ${rows.length} times not, as ${JSON.stringify(rows.slice(0, 3))}`);
  }
  return found;
}

/** I6: of these people, whose opt-out was committed at that moment, no email was claimed any more. */
export async function claimsAfter(sql: Sql, moment: Date, userIds: readonly string[]): Promise<object[]> {
  return await sql.query(
    `SELECT journal.* FROM chaos.journal
       JOIN deliveries ON deliveries.id = delivery_id AND channel = 'EMAIL'
       JOIN notifications ON notifications.message_id = deliveries.message_id
        AND notifications.id = deliveries.notification_id
      WHERE became = 'SENDING' AND at > $1 AND user_id = ANY($2::uuid[])`,
    [moment, userIds],
  );
}

/** What became of the emails that were due since a moment. */
export interface Tally {
  accepted: number;
  delivered: number;
  /** Not delivered, for a reason that is recorded. */
  ended: number;
  /** By which of them: the state, with its reason or error. */
  endedAs: Record<string, number>;
  lost: number;
  doubled: number;
  /** Nobody knows whether they were taken; the sink may say that they were. */
  unknown: number;
}

export async function tally(sql: Sql, since: Date): Promise<Tally> {
  const [row] = await sql.query<Omit<Tally, 'endedAs'>>(
    `SELECT count(*)::int AS accepted,
            count(*) FILTER (WHERE taken > 0)::int AS delivered,
            count(*) FILTER (WHERE taken = 0 AND ${ENDED})::int AS ended,
            count(*) FILTER (WHERE id IS NULL OR (taken = 0 AND NOT ${ENDED}))::int AS lost,
            count(*) FILTER (WHERE taken > 1)::int AS doubled,
            count(*) FILTER (WHERE status = 'UNKNOWN')::int AS unknown
       FROM (${DUE_EMAILS}) AS due WHERE created_at >= $1`,
    [since],
  );
  if (!row) throw new Error('An aggregate always has a row.');
  const ways = await sql.query<{ way: string; count: number }>(
    `SELECT concat_ws(' ', status::text, reason::text, error_code) AS way, count(*)::int
       FROM (${DUE_EMAILS}) AS due WHERE created_at >= $1 AND taken = 0 AND ${ENDED} GROUP BY 1 ORDER BY 1`,
    [since],
  );
  return { ...row, endedAs: Object.fromEntries(ways.map(({ way, count }) => [way, count])) };
}
