import type { Database } from '../../platform/database/database.js';
import { LOOK_AGAIN_SECONDS } from './close-due.sql.js';

/** So late it is no accident that somebody is just putting something in. */
const OVERDUE_SECONDS = 5;
/** Who holds it for longer is stuck; others have to be served. */
const PATIENCE_MS = 500;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * One whose window is long over, because whenever it could have been closed something was arriving: this one waits
 * for its turn among those. Index: digests_due_idx.
 */
export async function closeOverdue(database: Database, patienceMs: number): Promise<string[]> {
  try {
    return await database.transaction(async (sql) => {
      await sql.query(`SET LOCAL lock_timeout = ${PATIENCE_MS}`);
      const rows = await sql.query<{ id: string }>(
        `UPDATE digests SET closed_at = now(), due_at = now() + make_interval(secs => $1)
          WHERE closed_at IS NULL
            AND id = (SELECT id FROM digests
                       WHERE done_at IS NULL AND due_at <= now() - make_interval(secs => $2) AND closed_at IS NULL
                       ORDER BY due_at LIMIT 1)
         RETURNING id`,
        [LOOK_AGAIN_SECONDS + patienceMs / 1_000, OVERDUE_SECONDS],
      );
      return rows.map(({ id }) => id);
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE) return [];
    throw error;
  }
}
