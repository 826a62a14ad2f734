import { holdPerson } from '../../directory/groups/highest-role.sql.js';
import type { Sql } from '../../platform/database/database.js';
import type { CampaignView } from './campaign.view.js';
import type { Mapping } from './people/mapping.js';
import type { Flaw, Report } from './report/flaws.js';

/** A campaign as the database has it. */
export interface CampaignRow extends Omit<CampaignView, 'sample'> {
  sample: { number: number; fields: string[] }[] | null;
}

const SAMPLED = 5;
/** One that is being uploaded is nobody's yet. */
const CAMPAIGN = `
  SELECT id, name, state, columns, row_count AS "rowCount", mapping, report, message_id AS "messageId", created_at AS "createdAt",
         (SELECT json_agg(json_build_object('number', number, 'fields', fields) ORDER BY number)
            FROM (SELECT number, fields FROM campaign_rows WHERE campaign_id = campaigns.id ORDER BY number LIMIT ${SAMPLED}) AS first) AS sample
    FROM campaigns WHERE sender_id = $1 AND state <> 'UPLOADING'`;

/** Indexes: campaigns_sender_id_id_idx, campaign_rows_pkey. */
export async function pageOfCampaigns(
  sql: Sql,
  senderId: string,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<CampaignRow[]> {
  return await sql.query<CampaignRow>(
    `${CAMPAIGN} AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [senderId, cursor ?? null, limit],
  );
}

/** Index: campaigns_pkey. */
export async function findCampaign(sql: Sql, senderId: string, id: string): Promise<CampaignRow | undefined> {
  return (await sql.query<CampaignRow>(`${CAMPAIGN} AND id = $2`, [senderId, id]))[0];
}

export type Held = Pick<CampaignRow, 'id' | 'state' | 'columns' | 'mapping' | 'messageId'>;

/** Whoever wants to change it waits until the transaction ends, and sees what has become of it. */
export async function holdCampaign(sql: Sql, senderId: string, id: string): Promise<Held | undefined> {
  const rows = await sql.query<Held>(
    `SELECT id, state, columns, mapping, message_id AS "messageId" FROM campaigns
      WHERE sender_id = $1 AND id = $2 AND state <> 'UPLOADING' FOR UPDATE`,
    [senderId, id],
  );
  return rows[0];
}

/**
 * Nothing where the sender has as many as they may have; until the transaction ends nobody else counts theirs.
 * Indexes: users_pkey, campaigns_sender_id_id_idx.
 */
export async function beginCampaign(
  sql: Sql,
  { senderId, name, columns, most }: { senderId: string; name: string; columns: string[]; most: number },
): Promise<string | undefined> {
  await holdPerson(sql, senderId);
  const rows = await sql.query<{ id: string }>(
    `INSERT INTO campaigns (sender_id, name, columns, state)
     SELECT $1, $2, $3, 'UPLOADING'
      WHERE (SELECT count(*) FROM campaigns WHERE sender_id = $1 AND state <> 'SENT') < $4
     RETURNING id`,
    [senderId, name, columns, most],
  );
  return rows[0]?.id;
}

/** With what its mapping makes of its rows. */
export async function settle(
  sql: Sql,
  id: string,
  mapping: Mapping | null,
  report: Report | null,
): Promise<void> {
  await sql.query(
    `UPDATE campaigns SET mapping = $2, report = $3, state = 'DRAFT',
            row_count = (SELECT count(*) FROM campaign_rows WHERE campaign_id = $1)
      WHERE id = $1`,
    [id, mapping && JSON.stringify(mapping), report && JSON.stringify(report)],
  );
}

export async function countFlaws(sql: Sql, id: string): Promise<Report> {
  const rows = await sql.query<{ flaw: Flaw | null; count: number }>(
    `SELECT flaw, count(*)::int AS count FROM campaign_rows WHERE campaign_id = $1 GROUP BY flaw`,
    [id],
  );
  const flawed = rows.filter(({ flaw }) => flaw !== null);
  return {
    good: rows.find(({ flaw }) => flaw === null)?.count ?? 0,
    flawed: flawed.reduce((sum, { count }) => sum + count, 0),
    flaws: Object.fromEntries(flawed.map(({ flaw, count }) => [flaw, count])),
  };
}

/** Its rows go with it. */
export async function deleteCampaign(sql: Sql, id: string): Promise<void> {
  await sql.query('DELETE FROM campaigns WHERE id = $1', [id]);
}
