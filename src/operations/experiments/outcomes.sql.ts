import type { Sql } from '../../platform/database/database.js';

/** What became of the people of a variant. */
export interface Outcome {
  variant: string;
  people: number;
  read: number;
  /** In millionths of the currency. */
  cost: number;
  costDeviation: number | null;
  saved: number;
  savedDeviation: number | null;
}

/**
 * Each person by their first message of the experiment that was not withheld, so that nobody counts twice:
 * what one person does with several messages is no news of several people. Indexes: messages_experiment_idx,
 * notifications_message_id_user_id_key.
 */
const FIRSTS = `
  SELECT DISTINCT ON (user_id) messages.id AS message_id, notifications.id, variant, cancelled_at, read_at,
         notifications.created_at
    FROM messages JOIN notifications ON notifications.message_id = messages.id
   WHERE messages.experiment = $1 AND variant IS NOT NULL AND user_id IS NOT NULL AND withheld IS NULL
   ORDER BY user_id, notifications.id`;

/** What providers charge for by the piece. */
const PAID = `('SMS', 'WHATSAPP')`;

/**
 * For each variant. A step was saved that waited, and that reading has cancelled. Looking the deliveries up by key
 * keeps it from reading those of all other messages. Index: deliveries_pkey.
 */
export async function outcomesOf(sql: Sql, experiment: string): Promise<Outcome[]> {
  return await sql.query<Outcome>(
    `WITH firsts AS MATERIALIZED (${FIRSTS}),
     steps AS (
       SELECT messages.id AS message_id, timing ->> 'name' AS variant, channel
         FROM messages CROSS JOIN LATERAL jsonb_array_elements(timings) AS timing
        CROSS JOIN LATERAL unnest(channels) WITH ORDINALITY AS ways(channel, place)
        WHERE messages.experiment = $1 AND (timing -> 'delays' ->> (place::int - 1))::int > 0
     ),
     people AS (
       SELECT firsts.variant, read_at, COALESCE(sum(cost), 0)::float8 AS cost,
              count(*) FILTER (WHERE deliveries.status = 'CANCELLED' AND deliveries.channel IN ${PAID}
                                 AND steps.channel IS NOT NULL AND read_at IS NOT NULL
                                 AND (cancelled_at IS NULL OR read_at < cancelled_at))::float8 AS saved
         FROM firsts
         LEFT JOIN LATERAL (SELECT channel, status, cost FROM deliveries
                             WHERE message_id = firsts.message_id AND notification_id = firsts.id OFFSET 0) AS deliveries ON true
         LEFT JOIN steps ON steps.message_id = firsts.message_id AND steps.variant = firsts.variant
          AND steps.channel = deliveries.channel
        GROUP BY firsts.id, firsts.variant, read_at
     )
     SELECT variant, count(*)::int AS people, count(read_at)::int AS read,
            avg(cost) AS cost, stddev_samp(cost) AS "costDeviation",
            avg(saved) AS saved, stddev_samp(saved) AS "savedDeviation"
       FROM people GROUP BY variant ORDER BY variant`,
    [experiment],
  );
}

/** Between which parts of the order of a variant's times to read a bound of its median lies. */
export interface Bounds {
  variant: string;
  low: number;
  high: number;
}

export interface ReadingTime {
  variant: string;
  median: number;
  low: number;
  high: number;
}

/** The seconds that those who have read took for it; the bounds are times that somebody took. */
export async function readingTimes(
  sql: Sql,
  experiment: string,
  bounds: readonly Bounds[],
): Promise<ReadingTime[]> {
  return await sql.query<ReadingTime>(
    `SELECT variant, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS median,
            percentile_disc(low) WITHIN GROUP (ORDER BY seconds) AS low,
            percentile_disc(high) WITHIN GROUP (ORDER BY seconds) AS high
       FROM (SELECT variant, extract(epoch FROM read_at - created_at)::float8 AS seconds
               FROM (${FIRSTS}) AS firsts WHERE read_at IS NOT NULL) AS readers
       JOIN unnest($2::text[], $3::float8[], $4::float8[]) AS bounds(variant, low, high) USING (variant)
      GROUP BY variant, low, high`,
    [
      experiment,
      bounds.map((each) => each.variant),
      bounds.map((each) => each.low),
      bounds.map((each) => each.high),
    ],
  );
}
