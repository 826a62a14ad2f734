import type { Sql } from '../platform/database/database.js';
import type { Standing } from './authority.js';
import type { ScopeView } from './scope.view.js';

/** Everything, in the order of the tree's levels. Indexes: groups_pkey, groups_parent_id_idx downwards, group_sizes_pkey. */
export async function scopesOf(
  sql: Sql,
  { admin, offices }: Standing,
  limit: number | null = null,
): Promise<ScopeView[]> {
  return await sql.query<ScopeView>(
    `WITH RECURSIVE scopes AS (
       SELECT id FROM groups WHERE $1 OR id = ANY($2::uuid[])
       UNION
       SELECT groups.id FROM scopes JOIN groups ON groups.parent_id = scopes.id WHERE NOT $1
     )
     SELECT groups.id, name, kind, parent_id AS "parentId", COALESCE(reached, 0) AS "memberCount",
            approval_above AS "approvalAbove"
       FROM scopes JOIN groups USING (id) LEFT JOIN group_sizes ON group_id = groups.id
      ORDER BY kind, name, groups.id LIMIT $3`,
    [admin, offices.map(({ groupId }) => groupId), limit],
  );
}
