import type { Sql } from '../../src/platform/database/database.js';

const AT_ONCE = 50_000;

/**
 * A community of so many people with addresses, a tenth of whom have preferences, with quiet hours
 * that are far away whenever it is measured; answers its id.
 */
export async function community(sql: Sql, people: number): Promise<string> {
  const [group] = await sql.query<{ id: string }>(
    "INSERT INTO groups (name, kind) VALUES ('Everybody', 'COMMUNITY') RETURNING id",
  );
  const id = group?.id ?? '';
  for (let first = 1; first <= people; first += AT_ONCE) {
    await sql.query(
      `WITH people AS (
         INSERT INTO users (name, email, phone, timezone)
         SELECT 'Member ' || n, $1::uuid || '-' || n || '@bench.test', '+91987' || lpad(n::text, 7, '0'), 'Asia/Kolkata'
           FROM generate_series($2::int, $3::int) AS n
         RETURNING id
       ), choosing AS (
         INSERT INTO preferences (user_id, whatsapp, quiet_start, quiet_end)
         SELECT id, false, night, night + interval '9 hours'
           FROM people, (SELECT (now() AT TIME ZONE 'Asia/Kolkata' + interval '8 hours')::time(0)) AS falls(night)
          WHERE random() < 0.1
       )
       INSERT INTO group_members (group_id, user_id, joined_group_id, role)
       SELECT $1::uuid, id, $1::uuid, 'MEMBER' FROM people`,
      [id, first, Math.min(people, first + AT_ONCE - 1)],
    );
  }
  await sql.query('ANALYZE users, preferences, group_members');
  return id;
}

/** A gotra of the community that so many of its people have joined as well: they are in both, and in the community twice. */
export async function gotraOf(sql: Sql, community: string, people: number): Promise<string> {
  const [row] = await sql.query<{ id: string }>(
    "INSERT INTO groups (name, kind, parent_id) VALUES ('Some', 'GOTRA', $1) RETURNING id",
    [community],
  );
  const id = row?.id ?? '';
  for (let done = 0; done < people; done += AT_ONCE) {
    await sql.query(
      `WITH next AS (
         SELECT user_id FROM group_members WHERE group_id = $1 AND joined_group_id = $1
            AND NOT EXISTS (SELECT FROM group_members AS joined WHERE joined.group_id = $2 AND joined.user_id = group_members.user_id)
          ORDER BY user_id DESC LIMIT $3
       )
       INSERT INTO group_members (group_id, user_id, joined_group_id, role)
       SELECT at, user_id, $2::uuid, 'MEMBER' FROM next, unnest(ARRAY[$1, $2]::uuid[]) AS at`,
      [community, id, Math.min(AT_ONCE, people - done)],
    );
  }
  await sql.query('ANALYZE group_members');
  return id;
}
