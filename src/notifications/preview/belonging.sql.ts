import type { Audience } from '../../audience/audience.js';
import { officesOf } from '../../audience/authority.sql.js';
import { recipients, recipientsAfter } from '../../audience/recipients.js';
import type { GroupKind } from '../../directory/groups/group-kinds.js';
import type { Caller } from '../../identity/caller.js';
import type { Sql } from '../../platform/database/database.js';

export interface GroupShare {
  id: string;
  name: string;
  kind: GroupKind;
  count: number;
}

const GROUPS_NAMED = 100;

/**
 * Which groups the people have joined, the largest first, and in how many they are. A head hears only of groups that
 * they may address: who else belongs to what is not theirs to know.
 * Indexes: as of `recipients`, group_members_user_id_idx, groups_parent_id_idx downwards.
 */
export async function groupsOf(
  sql: Sql,
  caller: Caller,
  audience: Audience,
): Promise<{ byGroup: GroupShare[]; groupCount: number }> {
  const led =
    caller.role === 'ADMIN' ? null : (await officesOf(sql, caller.userId)).map(({ groupId }) => groupId);
  const values: unknown[] = [led, GROUPS_NAMED];
  const people = recipients(audience, (value) => `$${values.push(value)}`);
  const rows = await sql.query<GroupShare & { all: number }>(
    `WITH RECURSIVE scopes AS (
       SELECT id FROM groups WHERE id = ANY($1::uuid[])
       UNION
       SELECT groups.id FROM scopes JOIN groups ON groups.parent_id = scopes.id
     )
     SELECT groups.id, name, kind, count, count(*) OVER ()::int AS "all"
       FROM (SELECT group_id, count(DISTINCT user_id)::int AS count
               FROM (${people}) AS chosen JOIN group_members USING (user_id)
              WHERE joined_group_id = group_id AND ($1::uuid[] IS NULL OR group_id IN (SELECT id FROM scopes))
              GROUP BY group_id) AS shares
       JOIN groups ON groups.id = group_id
      ORDER BY count DESC, kind, name, groups.id LIMIT $2`,
    values,
  );
  return {
    byGroup: rows.map(({ id, name, kind, count }) => ({ id, name, kind, count })),
    groupCount: rows[0]?.all ?? 0,
  };
}

const PEOPLE_NAMED = 10;

/** Some of them, always the same ones. Indexes: as of `recipientsAfter`, users_pkey. */
export async function someOf(sql: Sql, audience: Audience): Promise<{ id: string; name: string }[]> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const first = `${bind('00000000-0000-0000-0000-000000000000')}::uuid`;
  const chunk = recipientsAfter(audience, bind, first, `${bind(PEOPLE_NAMED)}::int`);
  return await sql.query(
    `SELECT id, name FROM (${chunk}) AS chosen JOIN users ON id = user_id WHERE ${first} IS NOT NULL ORDER BY id`,
    values,
  );
}
