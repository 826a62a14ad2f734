import type { Role } from '../../identity/roles.js';
import type { Sql } from '../../platform/database/database.js';

interface Membership {
  groupId: string;
  userId: string;
  role: Role;
}

/**
 * Writes each membership for its group and for every group above it; one that is there already stays.
 * Indexes: groups_pkey upwards, group_members_pkey.
 */
export async function joinEach(sql: Sql, memberships: readonly Membership[]): Promise<void> {
  await sql.query(
    `WITH RECURSIVE joining AS (
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::role[]) AS joining (group_id, user_id, role)
     ), above AS (
       SELECT DISTINCT group_id AS joined_id, group_id AS reached_id FROM joining
       UNION
       SELECT above.joined_id, groups.parent_id
         FROM above JOIN groups ON groups.id = above.reached_id AND groups.parent_id IS NOT NULL
     )
     INSERT INTO group_members (group_id, user_id, joined_group_id, role)
     SELECT above.reached_id, joining.user_id, joining.group_id, joining.role
       FROM joining JOIN above ON above.joined_id = joining.group_id
         ON CONFLICT DO NOTHING`,
    [
      memberships.map(({ groupId }) => groupId),
      memberships.map(({ userId }) => userId),
      memberships.map(({ role }) => role),
    ],
  );
}

/** Undoes a joining wherever it reached, in one role or in all. Index: group_members_user_id_idx. */
export async function leaveEverywhere(sql: Sql, groupId: string, userId: string, role?: Role): Promise<void> {
  await sql.query(
    `DELETE FROM group_members
      WHERE user_id = $2 AND joined_group_id = $1 AND ($3::role IS NULL OR role = $3)`,
    [groupId, userId, role ?? null],
  );
}

const SUBTREE = `
  subtree AS (
    SELECT id FROM groups WHERE id = $1
    UNION
    SELECT groups.id FROM subtree JOIN groups ON groups.parent_id = subtree.id
  )`;

/**
 * Takes everybody who joined in the group or below it out of the groups above it.
 * Indexes: groups_parent_id_idx downwards, group_members_joined_group_id_idx.
 */
export async function withdrawFromAbove(sql: Sql, groupId: string): Promise<void> {
  await sql.query(
    `WITH RECURSIVE ${SUBTREE}
     DELETE FROM group_members
      WHERE joined_group_id IN (SELECT id FROM subtree) AND group_id NOT IN (SELECT id FROM subtree)`,
    [groupId],
  );
}

/**
 * Enters everybody who joined in the group or below it into the groups that are above it now.
 * Indexes: groups_parent_id_idx downwards, groups_pkey upwards, group_members_joined_group_id_idx.
 */
export async function enterAbove(sql: Sql, groupId: string): Promise<void> {
  await sql.query(
    `WITH RECURSIVE ${SUBTREE}, above AS (
       SELECT parent_id AS id FROM groups WHERE id = $1 AND parent_id IS NOT NULL
       UNION
       SELECT groups.parent_id FROM above JOIN groups ON groups.id = above.id AND groups.parent_id IS NOT NULL
     )
     INSERT INTO group_members (group_id, user_id, joined_group_id, role)
     SELECT above.id, joined.user_id, joined.joined_group_id, joined.role
       FROM group_members AS joined CROSS JOIN above
      WHERE joined.joined_group_id IN (SELECT id FROM subtree) AND joined.group_id = joined.joined_group_id
         ON CONFLICT DO NOTHING`,
    [groupId],
  );
}
