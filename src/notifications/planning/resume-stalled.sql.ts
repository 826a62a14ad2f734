import type { Sql } from '../../platform/database/database.js';
import type { Lane } from '../../platform/queues/lanes.js';

const SIZE = 1_000;

export interface UnplannedMessage {
  id: string;
  lane: Lane;
  nextBatch: number;
}

/**
 * Fan-outs that have not gone on for longer than any hint waits in their lane: their own was lost. They count as
 * gone on from now, so that a lane nobody serves does not fill up with hints, and one that fails again and again
 * keeps nobody else from their turn. One that is being planned at this moment is left alone.
 * Index: messages_fanning_out_idx.
 */
export async function resumeStalled(sql: Sql, lane: Lane, afterMs: number): Promise<UnplannedMessage[]> {
  return await sql.query<UnplannedMessage>(
    `WITH stalled AS (
       SELECT id FROM messages
        WHERE state = 'FANNING_OUT' AND lane = $1::lane AND progressed_at < now() - $2 * interval '1 millisecond'
        ORDER BY progressed_at LIMIT $3 FOR UPDATE SKIP LOCKED
     )
     UPDATE messages SET progressed_at = now() FROM stalled WHERE messages.id = stalled.id
     RETURNING messages.id, lane, next_batch AS "nextBatch"`,
    [lane, afterMs, SIZE],
  );
}
