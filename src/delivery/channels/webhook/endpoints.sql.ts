import type { Sql } from '../../../platform/database/database.js';
import type { Preset } from './presets.js';

/** Where somebody wants to be called. */
export interface Endpoint {
  id: string;
  userId: string;
  url: string;
  preset: Preset;
  /** Those it is signed with now, newest first. */
  secretsSealed: string[];
  failing: boolean;
  /** It has been failing for so long that it is not waited for as others are. */
  tiresome: boolean;
  /** It has been failing for so long that the next failure switches it off. */
  overdue: boolean;
}

/** For how long nothing but failures is borne. */
export const BORNE = '5 days';

const TIRESOME_AFTER = '1 hour';

/** Who can be called now. Index: webhook_endpoints_user_id_key. */
export async function endpointsOf(sql: Sql, userIds: readonly string[]): Promise<Endpoint[]> {
  return await sql.query<Endpoint>(
    `SELECT id, user_id AS "userId", url, preset,
            CASE WHEN rotated_until > now() THEN secrets_sealed ELSE secrets_sealed[1:1] END AS "secretsSealed",
            failing_since IS NOT NULL AS failing,
            COALESCE(failing_since < now() - $3::interval, false) AS tiresome,
            COALESCE(failing_since < now() - $2::interval, false) AS overdue
       FROM webhook_endpoints WHERE user_id = ANY($1::uuid[]) AND disabled_at IS NULL`,
    [userIds, BORNE, TIRESOME_AFTER],
  );
}
