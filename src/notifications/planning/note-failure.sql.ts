import type { Sql } from '../../platform/database/database.js';
import type { Spread } from '../spreading/spread.js';
import { SPREAD } from '../spreading/spread.sql.js';

/** Somebody may have to mend something first, and until then nobody is lost. */
const GIVEN_UP_AFTER = '24 hours';

/**
 * A chunk that could not be planned. Its message shows why, is tried again after as long as it has failed already,
 * ten minutes at most, and has failed for good after a day. Answers how far it has come. Index: messages_pkey.
 */
export async function noteFailure(sql: Sql, messageId: string, error: string): Promise<Spread | undefined> {
  const rows = await sql.query<Spread>(
    `UPDATE messages
        SET failing_since = COALESCE(failing_since, now()),
            error = $2,
            progressed_at = now() + LEAST(now() - COALESCE(failing_since, now()), interval '10 minutes'),
            state = CASE WHEN failing_since < now() - interval '${GIVEN_UP_AFTER}' THEN 'FAILED'::message_state ELSE state END
      WHERE id = $1 AND state = 'FANNING_OUT' RETURNING ${SPREAD}`,
    [messageId, `It could not be planned: ${error.replaceAll('\0', '').slice(0, 500)}`],
  );
  return rows[0];
}
