import type { Sql } from '../../platform/database/database.js';
import type { Lane } from '../../platform/queues/lanes.js';

/** Messages whose fan-out has not ended: a hint that still waits for them is not added twice. Index: messages_fanning_out_idx. */
export async function stalledMessages(sql: Sql, afterSeconds: number): Promise<{ id: string; lane: Lane }[]> {
  return await sql.query<{ id: string; lane: Lane }>(
    `SELECT id, lane FROM messages
      WHERE state = 'FANNING_OUT' AND created_at < now() - make_interval(secs => $1)
      ORDER BY created_at LIMIT 1000`,
    [afterSeconds],
  );
}
