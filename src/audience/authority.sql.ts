import { HEAD_ROLES } from '../directory/groups/group-kinds.js';
import type { Sql } from '../platform/database/database.js';
import type { Office, Paths } from './authority.js';

/** The closure carries a head's role upwards like any other, so it counts only where it was joined. Index: group_members_user_id_idx. */
export async function officesOf(sql: Sql, userId: string): Promise<Office[]> {
  return await sql.query<Office>(
    `SELECT DISTINCT groups.id AS "groupId", groups.kind FROM group_members JOIN groups ON groups.id = group_id
      WHERE user_id = $1 AND joined_group_id = group_id AND role = ANY($2::role[])`,
    [userId, HEAD_ROLES],
  );
}

/** All communities, or as many as it takes to know that there are several. */
export async function someCommunities(sql: Sql): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(`SELECT id FROM groups WHERE kind = 'COMMUNITY' LIMIT 2`);
  return rows.map(({ id }) => id);
}

/** Index: groups_pkey, upwards. */
export async function pathsOf(sql: Sql, groupIds: readonly string[]): Promise<Paths> {
  const rows = await sql.query<{ id: string; path: string[] }>(
    `WITH RECURSIVE paths AS (
       SELECT id, id AS above, parent_id FROM groups WHERE id = ANY($1::uuid[])
       UNION ALL
       SELECT paths.id, groups.id, groups.parent_id FROM paths JOIN groups ON groups.id = paths.parent_id
     )
     SELECT id, array_agg(above) AS path FROM paths GROUP BY id`,
    [groupIds],
  );
  return new Map(rows.map(({ id, path }) => [id, path]));
}

export interface Outsiders {
  count: number;
  /** A few of them, to be named. */
  some: string[];
}

/**
 * Those of the people who are in none of the groups or below; where no groups are given, those whom nobody
 * knows. Indexes: group_members_pkey, users_pkey.
 */
export async function outsiders(
  sql: Sql,
  people: readonly string[],
  groupIds: readonly string[] | undefined,
): Promise<Outsiders> {
  const [row] = await sql.query<Outsiders>(
    `SELECT count(*)::int AS count, COALESCE((array_agg(id))[1:3], '{}') AS some
       FROM (SELECT DISTINCT id FROM unnest($1::uuid[]) AS named(id) WHERE NOT EXISTS (${known(groupIds)}) ORDER BY id) AS outside`,
    groupIds ? [people, groupIds] : [people],
  );
  return row ?? { count: 0, some: [] };
}

/** Those of the people who are in one of the groups or below; where no groups are given, whom somebody knows. Indexes: the same. */
export async function insiders(
  sql: Sql,
  people: readonly string[],
  groupIds: readonly string[] | undefined,
): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `SELECT id FROM unnest($1::uuid[]) AS named(id) WHERE EXISTS (${known(groupIds)})`,
    groupIds ? [people, groupIds] : [people],
  );
  return rows.map(({ id }) => id);
}

const known = (groupIds: readonly string[] | undefined) =>
  groupIds
    ? 'SELECT FROM group_members WHERE group_id = ANY($2::uuid[]) AND user_id = named.id'
    : 'SELECT FROM users WHERE users.id = named.id AND erased_at IS NULL';
