import type { Sql } from '../../../src/platform/database/database.js';

/** So many people with an address. */
export async function newPeople(sql: Sql, count: number): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `INSERT INTO users (name, email)
     SELECT 'Somebody', gen_random_uuid() || '@example.test' FROM generate_series(1, $1) RETURNING id`,
    [count],
  );
  return rows.map(({ id }) => id);
}

/** A community of so many heads, who hear of every event that is proposed to it. */
export async function newCommunity(sql: Sql, heads: number): Promise<string> {
  const [row] = await sql.query<{ id: string }>(
    `WITH community AS (INSERT INTO groups (name, kind) VALUES ('Chaos', 'COMMUNITY') RETURNING id),
     people AS (
       INSERT INTO users (name, email)
       SELECT 'Somebody', gen_random_uuid() || '@example.test' FROM generate_series(1, $1) RETURNING id
     ),
     joined AS (
       INSERT INTO group_members (group_id, user_id, joined_group_id, role)
       SELECT community.id, people.id, community.id, 'COMMUNITY_HEAD' FROM community, people
     )
     SELECT id FROM community`,
    [heads],
  );
  if (!row) throw new Error('The community was not made.');
  return row.id;
}

/** Each of them hears at once, in the app and by email, that their event is approved. */
export async function approve(sql: Sql, organizers: readonly string[]): Promise<void> {
  await emit(
    sql,
    'event.approved',
    organizers.map((organizerId) => ({
      eventId: organizerId,
      title: 'Kite festival',
      startsAt: '2027-01-14T10:00:00.000Z',
      location: null,
      organizerId,
      approvedById: organizerId,
      approvedByName: 'Asha Mehta',
    })),
  );
}

/** All heads of the community hear at once, in the app and by email, that an event waits for them. */
export async function propose(sql: Sql, community: string): Promise<void> {
  const event = {
    eventId: community,
    title: 'Garba evening',
    startsAt: '2027-10-11T18:00:00.000Z',
    location: null,
    organizerId: community,
    organizerName: 'Ravi Shah',
    communityIds: [community],
  };
  await emit(sql, 'event.created', [event]);
}

/** Each of them hears in the app that somebody comes to their event, and by email if they do not read it. */
export async function register(sql: Sql, organizers: readonly string[]): Promise<void> {
  await emit(
    sql,
    'event.registered',
    organizers.map((organizerId) => ({
      eventId: organizerId,
      title: 'Book circle',
      startsAt: '2027-03-02T17:00:00.000Z',
      organizerId,
      userId: crypto.randomUUID(),
      userName: 'Meera Patel',
    })),
  );
}

/** As `Events.emit` writes it: the rows and the wake-up call in one statement. */
async function emit(sql: Sql, name: string, payloads: readonly object[]): Promise<void> {
  await sql.query(
    `WITH told AS (
       INSERT INTO domain_events (name, payload) SELECT $1, payload FROM unnest($2::jsonb[]) AS payload RETURNING id
     )
     SELECT pg_notify('munadi_events', '') FROM told LIMIT 1`,
    [name, payloads.map((payload) => JSON.stringify(payload))],
  );
}

/** Every second one of them. */
export async function halfOf(sql: Sql, community: string): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `SELECT id FROM (SELECT user_id AS id, row_number() OVER (ORDER BY user_id) AS place
                       FROM group_members WHERE group_id = $1) AS heads WHERE place % 2 = 0`,
    [community],
  );
  return rows.map(({ id }) => id);
}

/** They want no email any more. Answers when that was true, by the database's clock. */
export async function optOutOfEmail(sql: Sql, userIds: readonly string[]): Promise<Date> {
  await sql.query('INSERT INTO preferences (user_id, email) SELECT unnest($1::uuid[]), false', [userIds]);
  const [row] = await sql.query<{ at: Date }>('SELECT clock_timestamp() AS at');
  if (!row) throw new Error('The database has no clock.');
  return row.at;
}
