import type { Sql } from '../../platform/database/database.js';
import type { PlanningMessage } from './planning-message.js';

export type PlanningRow = Omit<PlanningMessage, 'mandatory'>;

/** A message that is still being planned, if it is. */
export async function findPlanning(sql: Sql, messageId: string): Promise<PlanningRow | undefined> {
  const rows = await sql.query<PlanningRow>(
    `SELECT id, type, audience, channels::text[] AS channels, priority, lane,
            timings, experiment, local_time::text AS "localTime",
            expires_at AS "expiresAt", dedupe_key AS "dedupeKey", dedupe_seconds AS "dedupeSeconds"
       FROM messages WHERE id = $1 AND state = 'FANNING_OUT'`,
    [messageId],
  );
  return rows[0];
}
