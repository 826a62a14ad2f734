import type { Sql } from '../../platform/database/database.js';

/** What is known of a group without walking its people. */
export interface GroupFacts {
  /** Its id and those of all groups above it. */
  path: readonly string[];
  /** Who joined it. */
  joined: number;
  /** Who joined it or a group below it. */
  reached: number;
}

export type KnownGroups = ReadonlyMap<string, GroupFacts>;

/** Indexes: groups_pkey upwards, group_sizes_pkey. */
export async function groupFacts(sql: Sql, groupIds: readonly string[]): Promise<KnownGroups> {
  const rows = await sql.query<GroupFacts & { id: string }>(
    `WITH RECURSIVE paths AS (
       SELECT id, id AS above, parent_id FROM groups WHERE id = ANY($1::uuid[])
       UNION ALL
       SELECT paths.id, groups.id, groups.parent_id FROM paths JOIN groups ON groups.id = paths.parent_id
     )
     SELECT id, array_agg(above) AS path, COALESCE(max(joined), 0) AS joined, COALESCE(max(reached), 0) AS reached
       FROM paths LEFT JOIN group_sizes ON group_id = id GROUP BY id`,
    [groupIds],
  );
  return new Map(rows.map(({ id, ...facts }) => [id, facts]));
}
