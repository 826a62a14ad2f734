import { recipientsAfter } from '../../audience/recipients.js';
import type { Sql } from '../../platform/database/database.js';
import { addressOf, heldUntil, joinPerson, joinSuppressions, welcome } from '../channels.sql.js';
import type { PlanningMessage } from './planning-message.js';
import { withholding } from './withholding.sql.js';

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
 * them, in one statement: it happens whole or not at all. Whom a repetition finds noted already is left out,
 * and with them their deliveries.
 *
 * A chunk that fits into one batch shares its number between the channels, so that a small message
 * needs one hint; a larger one has batches of one channel each.
 */
export async function planChunk(
  sql: Sql,
  message: PlanningMessage,
  throttlePerHour: number,
): Promise<PlannedChunk> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const id = `${bind(message.id)}::uuid`;
  const size = `${bind(CHUNK_SIZE)}::int`;
  const channels = `${bind(message.channels)}::channel[]`;
  const delays = `${bind(message.delays)}::int[]`;
  const mandatory = `${bind(message.mandatory)}::channel[]`;
  const type = `${bind(message.type)}::text`;
  const lane = `${bind(message.lane)}::lane`;
  const expiresAt = `${bind(message.expiresAt)}::timestamptz`;
  const after = '(SELECT cursor FROM message)';

  const [row] = await sql.query<{ nextBatch: number | null; batches: number[] }>(
    `WITH message AS (
       SELECT COALESCE(cursor, '00000000-0000-0000-0000-000000000000') AS cursor, next_batch
         FROM messages WHERE id = ${id} AND state = 'FANNING_OUT' FOR UPDATE SKIP LOCKED
     ),
     people AS MATERIALIZED (
       SELECT user_id, row_number() OVER () - 1 AS place, uuidv7() AS id, ${withholding(message, bind, throttlePerHour)} AS withheld
         FROM (${recipientsAfter(message.audience, bind, after, size)}) AS chosen
        WHERE EXISTS (SELECT FROM message)
     ),
     size AS (SELECT count(*) AS people, count(*) * cardinality(${channels}) <= ${BATCH_SIZE} AS small FROM people),
     noted AS (
       INSERT INTO notifications (message_id, id, user_id, withheld, archived_at)
       SELECT ${id}, id, user_id, withheld, CASE WHEN withheld = 'DUPLICATE' THEN now() END FROM people
       ON CONFLICT (message_id, user_id) DO NOTHING
       RETURNING id
     ),
     ways AS (
       SELECT channel, now() + make_interval(secs => delay) AS at,
              CASE WHEN small THEN 0 ELSE (number - 1) * (${CHUNK_SIZE} / ${BATCH_SIZE}) END AS first_batch,
              CASE WHEN small THEN ${CHUNK_SIZE} ELSE ${BATCH_SIZE} END AS batch_size
         FROM unnest(${channels}, ${delays}) WITH ORDINALITY AS ways(channel, delay, number), size
     ),
     judged AS (
       SELECT people.id, ways.channel, next_batch + first_batch + place / batch_size AS batch,
              COALESCE(${heldUntil('ways.channel', 'ways.at', message.priority)}, ways.at) AS at,
              CASE WHEN withheld = 'DUPLICATE' THEN withheld
                   WHEN withheld = 'THROTTLED' AND NOT ways.channel = ANY(${mandatory}) THEN withheld
                   WHEN NOT ${welcome('ways.channel', type, mandatory)} THEN 'PREFERENCE_OFF'
                   WHEN ${addressOf('ways.channel')} IS NULL THEN 'NO_ADDRESS'
                   ELSE suppressions.reason END AS reason
         FROM people JOIN noted USING (id)
         CROSS JOIN ways CROSS JOIN message
         ${joinPerson('people.user_id')}
         ${joinSuppressions('ways.channel')}
     ),
     planned AS (
       INSERT INTO deliveries (message_id, notification_id, channel, lane, batch, ready_at, due_at, status, reason)
       SELECT ${id}, id, channel, ${lane}, batch, at, at,
              CASE WHEN reason IS NOT NULL OR at >= ${expiresAt} THEN 'SUPPRESSED'::delivery_status
                   WHEN at > now() THEN 'SCHEDULED' ELSE 'PENDING' END,
              CASE WHEN reason IS NULL AND at >= ${expiresAt} THEN 'EXPIRED' ELSE reason END
         FROM judged
       RETURNING batch, status
     ),
     progress AS (
       UPDATE messages
          SET cursor = COALESCE((SELECT user_id FROM people ORDER BY user_id DESC LIMIT 1), messages.cursor),
              planned_count = planned_count + (SELECT count(*) FROM noted),
              next_batch = messages.next_batch + 1 + (SELECT max(first_batch + (people - 1) / batch_size) FROM ways, size),
              state = CASE WHEN people < ${size} THEN 'COMPLETED'::message_state ELSE state END,
              completed_at = CASE WHEN people < ${size} THEN now() END,
              error = CASE WHEN people = 0 AND messages.planned_count = 0 THEN 'Nobody belongs to the audience.' END,
              progressed_at = now()
         FROM size
        WHERE id = ${id} AND EXISTS (SELECT FROM message)
        RETURNING state, messages.next_batch
     )
     SELECT (SELECT next_batch FROM progress WHERE state = 'FANNING_OUT') AS "nextBatch",
            COALESCE((SELECT array_agg(DISTINCT batch) FROM planned WHERE status = 'PENDING'), '{}') AS batches`,
    values,
  );
  return { nextBatch: row?.nextBatch ?? undefined, batches: row?.batches ?? [] };
}
