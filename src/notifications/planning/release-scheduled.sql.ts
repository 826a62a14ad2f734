import type { Sql } from '../../platform/database/database.js';
import type { Spread } from '../spreading/spread.js';
import { SPREAD } from '../spreading/spread.sql.js';
import type { UnplannedMessage } from './resume-stalled.sql.js';

const SIZE = 500;

/** Messages whose time has come begin to be planned. Index: messages_scheduled_idx. */
export async function releaseScheduled(sql: Sql): Promise<(UnplannedMessage & Spread)[]> {
  return await sql.query<UnplannedMessage & Spread>(
    `WITH due AS (
       SELECT id FROM messages WHERE state = 'SCHEDULED' AND scheduled_for <= now()
        ORDER BY scheduled_for LIMIT $1 FOR UPDATE SKIP LOCKED
     )
     UPDATE messages SET state = 'FANNING_OUT', progressed_at = now() FROM due WHERE messages.id = due.id
     RETURNING ${SPREAD}, lane, next_batch AS "nextBatch"`,
    [SIZE],
  );
}
