import type { Database, Sql } from '../../platform/database/database.js';
import { joinEach } from '../groups/closure.sql.js';
import { keepHighestRole } from '../groups/highest-role.sql.js';
import { holdTree, insertGroups, newIds } from '../groups/tree.sql.js';
import { GROUPS, MEMBERSHIPS, PEOPLE, type DemoPerson } from './roster.js';

/** Writes the demo community, unless it has been written before; says whether it did. */
export async function seedDemo(database: Database): Promise<boolean> {
  return await database.transaction(async (sql) => {
    await sql.query(`SELECT pg_advisory_xact_lock(hashtext('munadi.demo'))`);
    if (await anyoneIsThere(sql)) return false;

    await holdTree(sql, 'shared');
    const people = await idsByName(sql, PEOPLE);
    const groups = await idsByName(sql, GROUPS);
    await insertPeople(sql, people);
    await insertGroups(
      sql,
      GROUPS.map(({ name, kind, parent }) => ({
        id: idOf(groups, name),
        name,
        kind,
        parentId: parent === null ? null : idOf(groups, parent),
      })),
    );
    await joinEach(
      sql,
      MEMBERSHIPS.map(({ group, person, role }) => ({
        groupId: idOf(groups, group),
        userId: idOf(people, person),
        role,
      })),
    );
    await keepHighestRole(sql, [...people.values()]);
    return true;
  });
}

/**
 * Anyone, not only the admin: people may have been erased since, and a second community beside what is left of
 * the first would help nobody. Index: users_email_key.
 */
async function anyoneIsThere(sql: Sql): Promise<boolean> {
  const rows = await sql.query('SELECT 1 FROM users WHERE email = ANY($1::text[]) LIMIT 1', [
    PEOPLE.map(({ email }) => email),
  ]);
  return rows.length > 0;
}

async function insertPeople(sql: Sql, ids: Map<string, string>): Promise<void> {
  const column = (name: keyof DemoPerson) => PEOPLE.map((person) => person[name]);
  await sql.query(
    `INSERT INTO users (id, name, email, phone, role, locale, timezone)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::role[], $6::text[], $7::text[])`,
    [
      PEOPLE.map(({ name }) => idOf(ids, name)),
      ...(['name', 'email', 'phone', 'role', 'locale', 'timezone'] as const).map(column),
    ],
  );
}

async function idsByName(sql: Sql, named: readonly { name: string }[]): Promise<Map<string, string>> {
  const ids = await newIds(sql, named.length);
  return new Map(ids.map((id, index) => [named[index]?.name ?? '', id]));
}

function idOf(ids: Map<string, string>, name: string): string {
  const id = ids.get(name);
  if (id === undefined)
    throw new Error(`The demo community names ${name}, but has nobody and nothing of that name.`);
  return id;
}
