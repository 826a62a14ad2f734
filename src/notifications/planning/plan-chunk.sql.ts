import { recipientsAfter } from '../../audience/recipients.js';
import type { Sql } from '../../platform/database/database.js';
import { addressOf, heldUntil, joinPerson, joinSuppressions, reasonAgainst } from '../channels.sql.js';
import type { Spread } from '../spreading/spread.js';
import { SPREAD } from '../spreading/spread.sql.js';
import { collecting } from './collecting.sql.js';
import { isNoted } from './noted.sql.js';
import { ownWords } from './own-words.sql.js';
import type { PlanningMessage } from './planning-message.js';
import { walking } from './rounds.sql.js';
import { variantOf, waiting, ways } from './stepping.sql.js';
import { superseding } from './superseding.sql.js';
import { withholding } from './withholding.sql.js';

export interface PlannedChunk {
  /** Where to go on; undefined where nobody is left, or somebody else is at it. */
  nextBatch: number | undefined;
  /** Batches that hold something to deliver at once. */
  batches: number[];
  /** How far the message has come; undefined where this chunk has not moved it. */
  spread?: Spread;
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
  const mandatory = `${bind(message.mandatory)}::channel[]`;
  const type = `${bind(message.type)}::text`;
  const lane = `${bind(message.lane)}::lane`;
  const expiresAt = `${bind(message.expiresAt)}::timestamptz`;
  const recipients = recipientsAfter(message.audience, bind, '(SELECT cursor FROM message)', size);
  const round = walking(message, bind, { id, recipients });
  const own = ownWords(message, bind);
  const digests = collecting(message, { type, expiresAt });

  const [row] = await sql.query<{ nextBatch: number | null; batches: number[]; spread: Spread | null }>(
    `WITH message AS (
       SELECT COALESCE(cursor, '00000000-0000-0000-0000-000000000000') AS cursor, next_batch
         FROM messages WHERE id = ${id} AND state = 'FANNING_OUT' FOR UPDATE SKIP LOCKED
     ),
     walked AS MATERIALIZED (${round.people}),
     people AS MATERIALIZED (
       SELECT user_id, chosen_by, row_number() OVER () - 1 AS place, uuidv7() AS id, ${variantOf(message, bind)} AS variant,
              ${withholding(message, bind, throttlePerHour)} AS withheld
         FROM walked AS chosen WHERE ${round.turn}
     ),
     size AS (
       SELECT count(*) AS people, (SELECT count(*) FROM walked) = ${size} AS filled,
              count(*) * ${message.channels.length} <= ${BATCH_SIZE} AS small
         FROM people
     ),
     noted AS (
       INSERT INTO notifications (message_id, id, user_id, variant, withheld, archived_at, chosen_by${own.column})
       SELECT ${id}, id, user_id, variant, withheld, CASE WHEN withheld = 'DUPLICATE' THEN now() END, chosen_by${own.value} FROM people
       ON CONFLICT (message_id, user_id) DO NOTHING
       RETURNING id
     ),
     ${superseding(message, bind)}
     ways AS (
       SELECT ways.*, CASE WHEN small THEN 0 ELSE (number - 1) * (${CHUNK_SIZE} / ${BATCH_SIZE}) END AS first_batch,
              CASE WHEN small THEN ${CHUNK_SIZE} ELSE ${BATCH_SIZE} END AS batch_size
         FROM (${ways(message, bind)}) AS ways, size
     ),
     judged AS (
       SELECT people.id, people.user_id, ways.channel, ways.variant, ways.delay,
              next_batch + first_batch + place / batch_size AS batch,
              timezone, quiet_start, quiet_end, ${digests.choice},
              ${reasonAgainst('ways.channel', {
                type,
                mandatory,
                withheld: 'withheld',
                address: addressOf('ways.channel'),
                suppressed: 'suppressions.reason',
              })} AS reason
         FROM people
         JOIN ways ON ways.variant IS NOT DISTINCT FROM people.variant CROSS JOIN message
         ${joinPerson('people.user_id')}
         ${joinSuppressions('ways.channel')}
        WHERE ${isNoted}
     ),
     timed AS (
       SELECT waiting.*, COALESCE(quiet.ends, moment) AS at, quiet.ends IS NOT NULL AS held
         FROM (SELECT judged.*, now() + make_interval(secs => ${waiting(message)}) AS moment FROM judged) AS waiting
         CROSS JOIN LATERAL (SELECT ${heldUntil('channel', 'moment', message.priority)} AS ends) AS quiet
     ),
     ${digests.windows}
     planned AS (
       INSERT INTO deliveries (message_id, notification_id, channel, lane, batch, ready_at, due_at, held, digest_id, status, reason)
       SELECT ${id}, id, channel, ${lane}, batch, ready, due, held, digest_id,
              CASE WHEN reason IS NOT NULL OR ready >= ${expiresAt} THEN 'SUPPRESSED'::delivery_status
                   WHEN digest_id IS NOT NULL OR ready > now() THEN 'SCHEDULED' ELSE 'PENDING' END,
              CASE WHEN reason IS NULL AND ready >= ${expiresAt} THEN 'EXPIRED' ELSE reason END
         FROM (${digests.assigned}) AS assigned
       RETURNING batch, status
     ),
     progress AS (
       UPDATE messages
          SET cursor = ${round.cursor},
              planned_count = planned_count + (SELECT count(*) FROM noted),
              next_batch = messages.next_batch + 1 + (SELECT max(first_batch + (people - 1) / batch_size) FROM ways, size),
              state = ${round.state},
              completed_at = CASE WHEN ${round.state} = 'COMPLETED' THEN now() END,
              error = CASE WHEN people = 0 AND messages.planned_count = 0 AND ${round.state} = 'COMPLETED'
                           THEN 'Nobody belongs to the audience.' END,
              failing_since = NULL, progressed_at = now()${round.advance}
         FROM size
        WHERE id = ${id} AND EXISTS (SELECT FROM message)
        RETURNING ${SPREAD}, messages.next_batch
     )
     SELECT (SELECT next_batch FROM progress WHERE state = 'FANNING_OUT') AS "nextBatch",
            COALESCE((SELECT array_agg(DISTINCT batch) FROM planned WHERE status = 'PENDING'), '{}') AS batches,
            (SELECT to_jsonb(progress) - 'next_batch' FROM progress) AS spread`,
    values,
  );
  return {
    nextBatch: row?.nextBatch ?? undefined,
    batches: row?.batches ?? [],
    spread: row?.spread ?? undefined,
  };
}
