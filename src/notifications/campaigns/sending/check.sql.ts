import type { Sql } from '../../../platform/database/database.js';
import { reachable, type Led } from '../people/resolving.sql.js';

/**
 * Looks once more at the rows that are good, before they are sent: whether their people may still be addressed, and
 * whether they have all that the text says. A row that lacked something for another text is good again.
 * Indexes: campaign_rows_pkey, group_members_pkey.
 */
export async function checkRows(
  sql: Sql,
  campaignId: string,
  needed: readonly number[],
  led: Led,
): Promise<void> {
  await sql.query(
    `UPDATE campaign_rows SET flaw = found.flaw
       FROM (SELECT number,
                    CASE WHEN NOT ${reachable('$2', 'listed.user_id')} THEN 'UNKNOWN'
                         WHEN EXISTS (SELECT FROM unnest($3::int[]) AS needed(place) WHERE fields[place] = '') THEN 'EMPTY_VALUE' END AS flaw
               FROM campaign_rows AS listed
              WHERE campaign_id = $1 AND user_id IS NOT NULL AND (flaw IS NULL OR flaw = 'EMPTY_VALUE')) AS found
      WHERE campaign_id = $1 AND campaign_rows.number = found.number AND campaign_rows.flaw IS DISTINCT FROM found.flaw`,
    [campaignId, led, needed.map((column) => column + 1)],
  );
}

export interface Example {
  name: string;
  locale: string;
  fields: string[];
}

const SHOWN = 3;

/** Index: campaign_rows_pkey, users_pkey. */
export async function someGood(sql: Sql, campaignId: string): Promise<Example[]> {
  return await sql.query<Example>(
    `SELECT name, locale, fields FROM campaign_rows JOIN users ON users.id = user_id
      WHERE campaign_id = $1 AND flaw IS NULL AND erased_at IS NULL ORDER BY number LIMIT ${SHOWN}`,
    [campaignId],
  );
}

/** From now on nothing of it changes. */
export async function markSent(sql: Sql, campaignId: string, messageId: string): Promise<void> {
  await sql.query(`UPDATE campaigns SET state = 'SENT', message_id = $2 WHERE id = $1`, [
    campaignId,
    messageId,
  ]);
}
