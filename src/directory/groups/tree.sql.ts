import type { Sql } from '../../platform/database/database.js';
import type { GroupKind } from './group-kinds.js';

export interface Group {
  id: string;
  name: string;
  kind: GroupKind;
  parentId: string | null;
}

/**
 * Who writes memberships needs the tree to stand still, and may do so beside others who do; who moves a group
 * needs it alone. Held until the transaction ends, and to be taken before anything of the tree is read.
 */
export async function holdTree(sql: Sql, how: 'shared' | 'alone'): Promise<void> {
  const lock = how === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
  await sql.query(`SELECT ${lock}(hashtext('munadi.group_tree'))`);
}

/** Index: groups_pkey. */
export async function findGroup(sql: Sql, groupId: string): Promise<Group | undefined> {
  const [row] = await sql.query<Group>(
    `SELECT id, name, kind, parent_id AS "parentId" FROM groups WHERE id = $1`,
    [groupId],
  );
  return row;
}

export async function insertGroups(sql: Sql, groups: readonly Group[]): Promise<void> {
  await sql.query(
    `INSERT INTO groups (id, name, kind, parent_id)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::group_kind[], $4::uuid[])`,
    [
      groups.map(({ id }) => id),
      groups.map(({ name }) => name),
      groups.map(({ kind }) => kind),
      groups.map(({ parentId }) => parentId),
    ],
  );
}

/** Ids of the database's own making, for rows that refer to each other before they are written. */
export async function newIds(sql: Sql, count: number): Promise<string[]> {
  const rows = await sql.query<{ id: string }>('SELECT uuidv7() AS id FROM generate_series(1, $1)', [count]);
  return rows.map(({ id }) => id);
}

/** Whether `groupId` is the group `above` itself or lies below it. Index: groups_pkey, upwards. */
export async function isWithin(sql: Sql, groupId: string, above: string): Promise<boolean> {
  const [row] = await sql.query<{ within: boolean }>(
    `WITH RECURSIVE path AS (
       SELECT id, parent_id FROM groups WHERE id = $1
       UNION
       SELECT groups.id, groups.parent_id FROM path JOIN groups ON groups.id = path.parent_id
     )
     SELECT EXISTS (SELECT 1 FROM path WHERE id = $2) AS within`,
    [groupId, above],
  );
  return row?.within ?? false;
}

/** Index: groups_pkey. */
export async function setParent(sql: Sql, groupId: string, parentId: string | null): Promise<void> {
  await sql.query('UPDATE groups SET parent_id = $2 WHERE id = $1', [groupId, parentId]);
}
