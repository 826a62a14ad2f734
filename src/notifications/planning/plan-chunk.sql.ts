import type { Audience } from '../../audience/audience.js';
import { recipientsAfter } from '../../audience/recipients.js';
import type { Sql } from '../../platform/database/database.js';
import type { Lane } from '../../platform/queues/lanes.js';
import { addressOf, joinSuppressions, welcome } from '../channels.sql.js';
import type { Channel } from '../vocabulary.js';

export interface PlanningMessage {
  id: string;
  type: string;
  audience: Audience;
  channels: readonly Channel[];
  /** Seconds each channel waits, in the order of the channels. */
  delays: readonly number[];
  mandatory: readonly Channel[];
  lane: Lane;
}

export interface PlannedChunk {
  /** Where to go on; undefined where nobody is left, or somebody else is at it. */
  nextBatch: number | undefined;
  /** Batches that hold something to deliver at once. */
  batches: number[];
}

export const CHUNK_SIZE = 2_000;
const BATCH_SIZE = 500;

/**
 * The next people of a message become notifications and deliveries, and the message's cursor moves past
 * them, in one statement: it happens whole or not at all, and the conflicts make a repetition harmless.
 *
 * A chunk that fits into one batch shares its number between the channels, so that a small message
 * needs one hint; a larger one has batches of one channel each.
 */
export async function planChunk(sql: Sql, message: PlanningMessage): Promise<PlannedChunk> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const id = `${bind(message.id)}::uuid`;
  const size = `${bind(CHUNK_SIZE)}::int`;
  const batchSize = `${bind(BATCH_SIZE)}::int`;
  const channels = `${bind(message.channels)}::channel[]`;
  const delays = `${bind(message.delays)}::int[]`;
  const mandatory = `${bind(message.mandatory)}::channel[]`;
  const type = `${bind(message.type)}::text`;
  const lane = `${bind(message.lane)}::lane`;
  const after = '(SELECT cursor FROM message)';

  const [row] = await sql.query<{ nextBatch: number | null; batches: number[] }>(
    `WITH message AS (
       SELECT COALESCE(cursor, '00000000-0000-0000-0000-000000000000') AS cursor, next_batch
         FROM messages WHERE id = ${id} AND state = 'FANNING_OUT' FOR UPDATE SKIP LOCKED
     ),
     people AS (${recipientsAfter(message.audience, bind, after, size)}),
     noted AS (
       INSERT INTO notifications (message_id, user_id)
       SELECT ${id}, user_id FROM people WHERE EXISTS (SELECT FROM message)
       ON CONFLICT (message_id, user_id) DO NOTHING
       RETURNING id, user_id
     ),
     wanted AS (
       SELECT noted.id, ways.channel, ways.delay,
              ${welcome('ways.channel', type, mandatory)} AS welcome,
              ${addressOf('ways.channel')} IS NOT NULL AS reachable,
              suppressions.reason AS suppressed,
              row_number() OVER (PARTITION BY ways.channel ORDER BY noted.id) - 1 AS place_in_channel,
              dense_rank() OVER (ORDER BY ways.channel) - 1 AS channel_number,
              count(*) OVER () AS total
         FROM noted
         JOIN users ON users.id = noted.user_id
         CROSS JOIN unnest(${channels}, ${delays}) AS ways(channel, delay)
         LEFT JOIN preferences ON preferences.user_id = noted.user_id
         ${joinSuppressions('ways.channel')}
     ),
     planned AS (
       INSERT INTO deliveries (message_id, notification_id, channel, lane, batch, due_at, status, reason)
       SELECT ${id}, wanted.id, channel, ${lane},
              next_batch + CASE WHEN total <= ${batchSize} THEN 0
                ELSE channel_number * (1 + ${size} / ${batchSize}) + place_in_channel / ${batchSize} END,
              now() + make_interval(secs => delay),
              CASE WHEN NOT welcome OR NOT reachable OR suppressed IS NOT NULL THEN 'SUPPRESSED'::delivery_status
                   WHEN delay > 0 THEN 'SCHEDULED' ELSE 'PENDING' END,
              CASE WHEN NOT welcome THEN 'PREFERENCE_OFF'::suppression_reason
                   WHEN NOT reachable THEN 'NO_ADDRESS' ELSE suppressed END
         FROM wanted, message
       ON CONFLICT (message_id, notification_id, channel) DO NOTHING
       RETURNING batch, status
     ),
     progress AS (
       UPDATE messages
          SET cursor = COALESCE((SELECT user_id FROM people ORDER BY user_id DESC LIMIT 1), messages.cursor),
              planned_count = planned_count + (SELECT count(*) FROM noted),
              next_batch = COALESCE((SELECT max(batch) + 1 FROM planned), messages.next_batch),
              state = CASE WHEN (SELECT count(*) FROM people) < ${size} THEN 'COMPLETED'::message_state ELSE state END,
              completed_at = CASE WHEN (SELECT count(*) FROM people) < ${size} THEN now() END,
              progressed_at = now()
        WHERE id = ${id} AND EXISTS (SELECT FROM message)
        RETURNING state, next_batch
     )
     SELECT (SELECT next_batch FROM progress WHERE state = 'FANNING_OUT') AS "nextBatch",
            COALESCE((SELECT array_agg(DISTINCT batch) FROM planned WHERE status = 'PENDING'), '{}') AS batches`,
    values,
  );
  return { nextBatch: row?.nextBatch ?? undefined, batches: row?.batches ?? [] };
}
