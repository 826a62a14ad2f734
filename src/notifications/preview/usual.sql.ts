import type { Audience, AudienceItem } from '../../audience/audience.js';
import { sizesOf } from '../../audience/counting/size-of.js';
import type { Sql } from '../../platform/database/database.js';
import type { Names } from './warning.js';

const LAST_MESSAGES = 20;

/** How many people each of somebody's last messages was for. Index: messages_sender_id_id_idx. */
export async function lastCounts(sql: Sql, senderId: string): Promise<number[]> {
  const rows = await sql.query<{ count: number }>(
    `SELECT recipient_count AS count FROM messages WHERE sender_id = $1 AND state <> 'CANCELLED'
      ORDER BY id DESC LIMIT ${LAST_MESSAGES}`,
    [senderId],
  );
  return rows.map(({ count }) => count);
}

/** How many people each item means by itself. */
export const countEach = (sql: Sql, { include }: Audience): Promise<number[]> =>
  sizesOf(
    sql,
    include.map((item) => ({ include: [item] })),
  );

/** Indexes: groups_pkey, topics_pkey, campaigns_pkey. */
export async function namesOf(sql: Sql, items: readonly AudienceItem[]): Promise<Names> {
  const groups = items.flatMap((item) => ('group' in item ? item.group : []));
  const topics = items.flatMap((item) => ('topic' in item ? item.topicId : []));
  const campaigns = items.flatMap((item) => ('campaign' in item ? item.campaign : []));
  const rows = await sql.query<{ id: string; name: string }>(
    `SELECT id, name FROM groups WHERE id = ANY($1::uuid[])
     UNION ALL SELECT id, title FROM topics WHERE id = ANY($2::uuid[])
     UNION ALL SELECT id, name FROM campaigns WHERE id = ANY($3::uuid[])`,
    [groups, topics, campaigns],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
