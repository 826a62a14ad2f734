import type { Sql } from '../../../platform/database/database.js';
import { OF_THE_ROW } from '../report/flaws.js';
import type { JudgedRow } from './judging.js';
import type { Way } from './mapping.js';

/** The groups whose people somebody may address; null for everybody. */
export type Led = readonly string[] | null;

/** What the directory says of a key. Indexes: users_email_key, users_phone_idx, users_pkey. */
const KNOWN_BY: Record<Way, string> = {
  EMAIL: 'users.email = given.key',
  PHONE: 'users.phone = given.key',
  ID: 'users.id = given.key::uuid',
};

/**
 * Whom the key of each row of `given` means among those who may be addressed, as `people`. Each is looked up by
 * itself, by an index: joined otherwise, the whole directory would be read for every thousand rows.
 * Index: group_members_pkey.
 */
const lookedUp = (by: Way | undefined, led: string) =>
  `LEFT JOIN LATERAL (
     SELECT count(*) FILTER (WHERE yours) AS yours, (array_agg(id ORDER BY yours DESC, id))[1] AS user_id
       FROM (SELECT id, ${reachable(led, 'users.id')} AS yours
               FROM users WHERE ${by ? KNOWN_BY[by] : 'false'} AND erased_at IS NULL) AS found
   ) AS people ON given.key IS NOT NULL`;

/** Whether somebody else has the address is no business of who may not write to them. */
const FLAW = `CASE WHEN given.flaw IS NOT NULL THEN given.flaw
                   WHEN given.key IS NULL THEN NULL
                   WHEN yours = 0 THEN 'UNKNOWN'
                   WHEN yours > 1 THEN 'AMBIGUOUS' END`;

export const reachable = (led: string, person: string) =>
  `(${led}::uuid[] IS NULL OR (SELECT true FROM group_members WHERE group_id = ANY(${led}::uuid[]) AND user_id = ${person} LIMIT 1) IS NOT NULL)`;

/** Some rows as they come out of the file, with whom they mean. */
export async function insertRows(
  sql: Sql,
  campaignId: string,
  rows: readonly JudgedRow[],
  by: Way | undefined,
  led: Led,
): Promise<void> {
  await sql.query(
    `INSERT INTO campaign_rows (campaign_id, number, fields, user_id, flaw)
     SELECT $1, number, fields, user_id, ${FLAW}
       FROM json_to_recordset($2::json) AS given(number int, fields text[], key text, flaw text)
       ${lookedUp(by, '$3')}`,
    [campaignId, JSON.stringify(rows), led],
  );
}

/** The same for rows that are there, after somebody has said otherwise whom they mean. */
export async function resolveRows(
  sql: Sql,
  campaignId: string,
  rows: readonly Pick<JudgedRow, 'number' | 'key' | 'flaw'>[],
  by: Way,
  led: Led,
): Promise<void> {
  await sql.query(
    `UPDATE campaign_rows SET user_id = found.user_id, flaw = found.flaw
       FROM (SELECT number, user_id, ${FLAW} AS flaw
               FROM json_to_recordset($2::json) AS given(number int, key text, flaw text)
               ${lookedUp(by, '$3')}) AS found
      WHERE campaign_id = $1 AND campaign_rows.number = found.number`,
    [campaignId, JSON.stringify(rows), led],
  );
}

/** What some rows say in a column, but for those that are no rows anyway. Index: campaign_rows_pkey. */
export async function readColumn(
  sql: Sql,
  campaignId: string,
  column: number,
  after: number,
  limit: number,
): Promise<{ number: number; text: string }[]> {
  return await sql.query(
    `SELECT number, fields[$2] AS text FROM campaign_rows
      WHERE campaign_id = $1 AND number > $3 AND (flaw IS NULL OR flaw <> ALL($5::text[]))
      ORDER BY number LIMIT $4`,
    [campaignId, column + 1, after, limit, OF_THE_ROW],
  );
}

/** Of several rows for one person the first one counts. */
export async function markDoubles(sql: Sql, campaignId: string): Promise<void> {
  await sql.query(
    `UPDATE campaign_rows SET flaw = 'DUPLICATE'
       FROM (SELECT number, row_number() OVER (PARTITION BY user_id ORDER BY number) AS place
               FROM campaign_rows WHERE campaign_id = $1 AND user_id IS NOT NULL AND flaw IS NULL) AS listed
      WHERE campaign_id = $1 AND campaign_rows.number = listed.number AND place > 1`,
    [campaignId],
  );
}
