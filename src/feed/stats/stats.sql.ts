import type { DeliveryStatus } from '../../notifications/vocabulary.js';
import type { Sql } from '../../platform/database/database.js';

export interface TypeCount {
  type: string;
  total: number;
  unread: number;
}

export interface Totals {
  since: Date;
  total: number;
  unread: number;
  unseen: number;
  archived: number;
  readCount: number;
  medianSecondsToRead: number | null;
  byType: TypeCount[] | null;
}

/**
 * What somebody got since a moment. A duplicate was never shown to them and does not count. Ids carry their
 * time, so it is one range of the index: notifications_feed_idx.
 */
const MINE = `mine AS MATERIALIZED (
  SELECT message_id, id, created_at, read_at, archived_at, read_at IS NULL AND archived_at IS NULL AS unread,
         read_at IS NULL AND archived_at IS NULL AND seen_at IS NULL AS unseen
    FROM notifications
   WHERE user_id = $1 AND id >= uuidv7_floor($2::timestamptz) AND withheld IS DISTINCT FROM 'DUPLICATE'
)`;

export async function totalsOf(sql: Sql, userId: string, since: Date): Promise<Totals> {
  const [row] = await sql.query<Totals>(
    `WITH ${MINE},
     types AS (
       SELECT type, count(*)::int AS total, count(*) FILTER (WHERE unread)::int AS unread
         FROM mine JOIN messages ON messages.id = mine.message_id
        GROUP BY type
     )
     SELECT $2::timestamptz AS since, count(*)::int AS total, count(*) FILTER (WHERE unread)::int AS unread,
            count(*) FILTER (WHERE unseen)::int AS unseen, count(archived_at)::int AS archived,
            count(read_at)::int AS "readCount",
            percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM read_at - created_at)::float8)
              AS "medianSecondsToRead",
            (SELECT json_agg(types ORDER BY total DESC, type) FROM types) AS "byType"
       FROM mine`,
    [userId, since],
  );
  if (!row) throw new Error('An aggregate answered no row.');
  return row;
}

export interface ChannelCount {
  channel: string;
  status: DeliveryStatus;
  count: number;
}

/** Index: deliveries_pkey. */
export async function channelsOf(sql: Sql, userId: string, since: Date): Promise<ChannelCount[]> {
  return await sql.query<ChannelCount>(
    `WITH ${MINE}
     SELECT channel, status, count(*)::int AS count
       FROM mine JOIN deliveries ON deliveries.message_id = mine.message_id AND deliveries.notification_id = mine.id
      GROUP BY channel, status ORDER BY channel, status`,
    [userId, since],
  );
}
