import type { Sql } from '../platform/database/database.js';
import type { Audience } from './audience.js';
import { recipients } from './recipients.js';

/** What a community asks of whoever announces to it. */
export interface CommunityRule {
  communityId: string;
  name: string;
  /** To more people than this only with a second head's consent; null where it never takes one. */
  approvalAbove: number | null;
}

/** Of the communities that the groups lie in. Index: groups_pkey, upwards. */
export async function communityRules(sql: Sql, groupIds: readonly string[]): Promise<CommunityRule[]> {
  return await sql.query<CommunityRule>(
    `WITH RECURSIVE above AS (
       SELECT id, parent_id FROM groups WHERE id = ANY($1::uuid[])
       UNION
       SELECT groups.id, groups.parent_id FROM above JOIN groups ON groups.id = above.parent_id
     )
     SELECT id AS "communityId", name, approval_above AS "approvalAbove"
       FROM above JOIN groups USING (id) WHERE kind = 'COMMUNITY' ORDER BY name, id`,
    [groupIds],
  );
}

/** The communities that people belong to, of those that have a rule. Indexes: as of `recipients`, group_members_pkey. */
export async function ruledCommunitiesOf(sql: Sql, people: Audience): Promise<string[]> {
  const values: unknown[] = [];
  const rows = await sql.query<{ id: string }>(
    `SELECT DISTINCT group_id AS id FROM group_members
      WHERE group_id IN (SELECT id FROM groups WHERE kind = 'COMMUNITY' AND approval_above IS NOT NULL)
        AND user_id IN (${recipients(people, (value) => `$${values.push(value)}`)})`,
    values,
  );
  return rows.map(({ id }) => id);
}
