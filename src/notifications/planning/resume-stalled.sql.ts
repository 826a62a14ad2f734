import type { Sql } from '../../platform/database/database.js';
import type { Lane } from '../../platform/queues/lanes.js';

export interface UnplannedMessage {
  id: string;
  lane: Lane;
  nextBatch: number;
}

/** Fan-outs that have not gone on for a while: their hint was lost, or waits its turn. Index: messages_fanning_out_idx. */
export async function stalledMessages(sql: Sql, afterSeconds: number): Promise<UnplannedMessage[]> {
  return await sql.query<UnplannedMessage>(
    `SELECT id, lane, next_batch AS "nextBatch" FROM messages
      WHERE state = 'FANNING_OUT' AND progressed_at < now() - make_interval(secs => $1)
      ORDER BY progressed_at LIMIT 1000`,
    [afterSeconds],
  );
}
