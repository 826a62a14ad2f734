import type { Audience } from '../../audience/audience.js';
import type { Sql } from '../../platform/database/database.js';
import { countEach, lastCounts, namesOf } from './usual.sql.js';
import { farWider, usualOf, warningOf, type Warning } from './warning.js';

export const usualFor = async (sql: Sql, senderId: string): Promise<number> =>
  usualOf(await lastCounts(sql, senderId));

/** Whether so many people are far more than a sender usually writes to; only then the items are counted. */
export async function judgeWidth(
  sql: Sql,
  { audience, recipientCount, usual }: { audience: Audience; recipientCount: number; usual: number },
): Promise<Warning | null> {
  if (!farWider(recipientCount, usual)) return null;
  const { include, exclude = [] } = audience;
  const alone = include.length === 1 && exclude.length === 0;
  const counts = alone ? [recipientCount] : await countEach(sql, audience);
  return warningOf({ recipientCount, usual, include, counts, names: await namesOf(sql, include) });
}
