import { audit, type AuditEntry } from '../../platform/audit/audit.js';
import type { Database, Sql } from '../../platform/database/database.js';

const SIZE = 500;

/** As the index says it. */
export const ENDED_UNNOTED = `end_audited_at IS NULL AND origin = 'MEMBER' AND state IN ('COMPLETED', 'FAILED', 'CANCELLED')`;

interface Ended {
  id: string;
  state: 'COMPLETED' | 'FAILED' | 'CANCELLED';
  recipientCount: number;
  plannedCount: number;
  endedAt: Date | null;
  error: string | null;
}

/**
 * Tells the audit log of members' messages how they ended. The mark and the entries are one transaction, and a message
 * that another replica has in hand is passed by, so each has one entry, whoever dies. Answers how many.
 */
export async function noteEnds(database: Database): Promise<number> {
  return await database.transaction(async (sql) => {
    const ended = await markEnds(sql);
    await audit(sql, ended.map(entryOf));
    return ended.length;
  });
}

/** Index: messages_end_unaudited_idx. */
const markEnds = (sql: Sql): Promise<Ended[]> =>
  sql.query<Ended>(
    `WITH ended AS (
       SELECT id FROM messages WHERE ${ENDED_UNNOTED} ORDER BY id LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED
     ), marked AS (
       UPDATE messages SET end_audited_at = now() FROM ended WHERE messages.id = ended.id
       RETURNING messages.id, state, recipient_count AS "recipientCount", planned_count AS "plannedCount",
                 COALESCE(cancelled_at, completed_at) AS "endedAt", error
     )
     SELECT * FROM marked ORDER BY id`,
    [SIZE],
  );

const entryOf = ({ id, endedAt, error, ...how }: Ended): AuditEntry => ({
  actor: 'munadi',
  action: 'message.ended',
  subject: id,
  detail: {
    ...how,
    ...(endedAt && { endedAt: endedAt.toISOString() }),
    ...(how.state === 'FAILED' && { error }),
  },
});
