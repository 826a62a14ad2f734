import type { Sql } from '../../../platform/database/database.js';
import type { Flaw } from './flaws.js';

export interface ReportedRow {
  number: number;
  fields: string[];
  person: { id: string; name: string } | null;
  flaw: Flaw | null;
  /** The row of the same person that counts. */
  first: number | null;
}

/** Who they are is for those only who may address them. Indexes: campaign_rows_pkey, campaign_rows_people_idx, users_pkey. */
export async function pageOfRows(
  sql: Sql,
  campaignId: string,
  { flawed, after, limit }: { flawed?: boolean; after: number; limit: number },
): Promise<ReportedRow[]> {
  return await sql.query<ReportedRow>(
    `SELECT number, fields, flaw,
            CASE WHEN flaw IS NULL OR flaw IN ('DUPLICATE', 'EMPTY_VALUE') THEN
              (SELECT json_build_object('id', id, 'name', name) FROM users WHERE id = user_id AND erased_at IS NULL) END AS person,
            CASE WHEN flaw = 'DUPLICATE' THEN
              (SELECT min(number) FROM campaign_rows AS others
                WHERE others.campaign_id = $1 AND others.user_id = listed.user_id AND others.flaw IS NULL) END AS first
       FROM campaign_rows AS listed
      WHERE campaign_id = $1 AND number > $2 AND ($3::boolean IS NULL OR (flaw IS NOT NULL) = $3)
      ORDER BY number LIMIT $4`,
    [campaignId, after, flawed ?? null, limit],
  );
}

/** Whether a message may still have somebody to be planned. */
export async function stillPlanned(sql: Sql, messageId: string): Promise<boolean> {
  const rows = await sql.query(
    `SELECT FROM messages WHERE id = $1 AND state IN ('SCHEDULED', 'FANNING_OUT')`,
    [messageId],
  );
  return rows.length > 0;
}
