import type { Audience } from '../../audience/audience.js';
import { countRecipients } from '../../audience/recipients.js';
import type { Sql } from '../../platform/database/database.js';
import { impossible } from '../../platform/errors/app-error.js';

/** How many people an audience has now. Indexes: as of `countRecipients`. */
export async function countAudience(sql: Sql, audience: Audience): Promise<number> {
  const values: unknown[] = [];
  const [row] = await sql.query<{ count: number }>(
    countRecipients(audience, (value) => `$${values.push(value)}`),
    values,
  );
  return row?.count ?? 0;
}

export const AUDIENCE_EMPTY = 'audience-empty';

/** An event may concern nobody; who asks for something to be said means somebody. */
export const nobody = () =>
  impossible(AUDIENCE_EMPTY, 'Nobody belongs to this audience, so nothing was sent.');
