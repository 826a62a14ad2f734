import type { Sql } from '../../../platform/database/database.js';
import type { Preset } from './presets.js';
import type { WebhookView } from './webhook.dto.js';

/** As its owner sees it. */
type Webhook = Pick<WebhookView, keyof WebhookView>;

const VIEW = `url, preset, created_at AS "createdAt", failing_since AS "failingSince", disabled_at AS "disabledAt",
  disabled_because AS "disabledBecause",
  CASE WHEN cardinality(secrets_sealed) > 1 AND rotated_until > now() THEN rotated_until END AS "rotatedUntil"`;
/** For how long a secret is still signed with after it was changed. */
const OVERLAP = '24 hours';
const BETWEEN_TESTS = '10 seconds';

// Index of all of these: webhook_endpoints_user_id_key.

export async function findWebhook(sql: Sql, userId: string): Promise<Webhook | undefined> {
  const [row] = await sql.query<Webhook>(`SELECT ${VIEW} FROM webhook_endpoints WHERE user_id = $1`, [
    userId,
  ]);
  return row;
}

/** What to keep of somebody's endpoint. */
interface Wanted {
  userId: string;
  url: string;
  preset: Preset;
  /** For one that has none yet; null where it needs none. */
  secretSealed: string | null;
}

/** It starts anew: enabled, and with no failures behind it. Its secret stays the same where it has one. */
export async function upsertWebhook(
  sql: Sql,
  { userId, url, preset, secretSealed }: Wanted,
): Promise<{ view: Webhook; created: boolean; secretTaken: boolean }> {
  const [row] = await sql.query<Webhook & { created: boolean; secretTaken: boolean }>(
    `INSERT INTO webhook_endpoints AS known (user_id, url, preset, secrets_sealed)
     VALUES ($1, $2, $3, array_remove(ARRAY[$4::text], NULL))
     ON CONFLICT (user_id) DO UPDATE
       SET url = excluded.url, preset = excluded.preset, failing_since = NULL, disabled_at = NULL, disabled_because = NULL,
           secrets_sealed = CASE WHEN $4::text IS NULL OR known.secrets_sealed = '{}' THEN excluded.secrets_sealed
                                 ELSE known.secrets_sealed END
     RETURNING ${VIEW}, xmax = 0 AS created, COALESCE(secrets_sealed[1] = $4, false) AS "secretTaken"`,
    [userId, url, preset, secretSealed],
  );
  if (!row) throw new Error('An upsert answered no row.');
  const { created, secretTaken, ...view } = row;
  return { view, created, secretTaken };
}

/**
 * The new secret comes first. Those that are still signed with stay for their time, at most two of them, so that
 * whoever changes it twice in a row is still understood.
 */
export async function rotateSecret(
  sql: Sql,
  userId: string,
  secretSealed: string,
): Promise<Webhook | undefined> {
  const [row] = await sql.query<Webhook>(
    `UPDATE webhook_endpoints
        SET secrets_sealed = $2::text || CASE WHEN rotated_until > now() THEN secrets_sealed[1:2] ELSE secrets_sealed[1:1] END,
            rotated_until = now() + $3::interval
      WHERE user_id = $1 AND secrets_sealed <> '{}' RETURNING ${VIEW}`,
    [userId, secretSealed, OVERLAP],
  );
  return row;
}

interface Tested {
  url: string;
  preset: Preset;
  secretsSealed: string[];
}

/**
 * Whom a test call goes to, also where it is switched off; undefined where there was one a moment ago, be it to a
 * webhook that is removed by now. Index: users_pkey.
 */
export async function claimTest(sql: Sql, userId: string): Promise<Tested | undefined> {
  const [row] = await sql.query<Tested>(
    `UPDATE users SET webhook_tested_at = now() FROM webhook_endpoints
      WHERE users.id = $1 AND user_id = users.id
        AND (webhook_tested_at IS NULL OR webhook_tested_at < now() - $2::interval)
     RETURNING url, preset,
       CASE WHEN rotated_until > now() THEN secrets_sealed ELSE secrets_sealed[1:1] END AS "secretsSealed"`,
    [userId, BETWEEN_TESTS],
  );
  return row;
}

export async function deleteWebhook(sql: Sql, userId: string): Promise<boolean> {
  const rows = await sql.query('DELETE FROM webhook_endpoints WHERE user_id = $1 RETURNING 1', [userId]);
  return rows.length > 0;
}
