import type { Sql } from '../../platform/database/database.js';

export interface ChangedRule {
  id: string;
  name: string;
  before: number | null;
}

/** What a community's rule was before. Nothing comes back where it is no community. Index: groups_pkey. */
export async function setRule(
  sql: Sql,
  communityId: string,
  above: number | null,
): Promise<ChangedRule | undefined> {
  const [row] = await sql.query<ChangedRule>(
    `UPDATE groups SET approval_above = $2 WHERE id = $1 AND kind = 'COMMUNITY'
     RETURNING id, name, old.approval_above AS before`,
    [communityId, above],
  );
  return row;
}
