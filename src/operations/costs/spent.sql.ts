import type { Channel } from '../../notifications/vocabulary.js';
import type { Sql } from '../../platform/database/database.js';

/** What messages of a type, accepted in a month, have come to on a channel. */
export interface Spent {
  month: string;
  type: string;
  channel: Channel;
  sent: number;
  /** In millionths of the currency. */
  spent: number;
  /** Steps of escalations that were not needed, because their notification was read before. */
  saved: number;
}

/**
 * By the months that begin at these moments but the last, which is where the last of them ends. What was cancelled
 * with its message would not have left in a broadcast, either. It reads the partitions of these months from end to
 * end and no others; the bounds are said of each table, so that the planner knows that of all of them.
 */
export async function spentByMonth(sql: Sql, starts: readonly string[]): Promise<Spent[]> {
  const within = (id: string) => `${id} >= uuidv7_floor($2) AND ${id} < uuidv7_floor($3)`;
  const month = 'width_bucket(deliveries.message_id, (SELECT floors FROM months))';
  return await sql.query<Spent>(
    `WITH months AS (SELECT array_agg(uuidv7_floor(start) ORDER BY start) AS floors FROM unnest($1::timestamptz[]) AS start)
     SELECT to_char(($1::timestamptz[])[month] AT TIME ZONE 'UTC', 'YYYY-MM') AS month, type, channel,
            sum(sent)::int AS sent, COALESCE(sum(spent), 0)::float8 AS spent, sum(saved)::int AS saved
       FROM (SELECT ${month} AS month, type, channel, count(sent_at) AS sent, sum(cost) AS spent, 0 AS saved
               FROM messages JOIN deliveries ON deliveries.message_id = messages.id
              WHERE ${within('messages.id')} AND ${within('deliveries.message_id')}
              GROUP BY 1, type, channel
             UNION ALL
             SELECT ${month}, type, channel, 0, 0, count(*)
               FROM messages JOIN deliveries ON deliveries.message_id = messages.id
               JOIN notifications ON notifications.message_id = deliveries.message_id
                                 AND notifications.id = deliveries.notification_id
              WHERE strategy = 'ESCALATION' AND status = 'CANCELLED' AND read_at <= COALESCE(messages.cancelled_at, 'infinity')
                AND ${within('messages.id')} AND ${within('deliveries.message_id')} AND ${within('notifications.message_id')}
              GROUP BY 1, type, channel) AS found
      GROUP BY month, type, channel ORDER BY 1, type, channel`,
    [starts, starts[0], starts.at(-1)],
  );
}
