import type { Sql } from '../../platform/database/database.js';
import type { Digest, KeptTypes } from './choices.js';
import type { QuietHours } from './quiet-hours.js';

/** A row of `preferences` with what `users` keeps of a member's choices. */
export interface KeptPreferences {
  email: boolean;
  sms: boolean;
  push: boolean;
  inApp: boolean;
  whatsapp: boolean;
  locale: string;
  timezone: string;
  quietHours: QuietHours | null;
  digest: Digest;
  digestHour: number;
  digestWeekday: number;
  types: KeptTypes;
}

/** Who has never chosen anything has no row, and every channel. Indexes: the primary keys. */
export async function findPreferences(sql: Sql, userId: string): Promise<KeptPreferences> {
  const [row] = await sql.query<KeptPreferences>(
    `SELECT COALESCE(preferences.email, true) AS email, COALESCE(sms, true) AS sms, COALESCE(push, true) AS push,
            COALESCE(in_app, true) AS "inApp", COALESCE(whatsapp, true) AS whatsapp, locale, timezone,
            CASE WHEN quiet_start IS NOT NULL AND quiet_end IS NOT NULL THEN
              json_build_object('start', to_char(quiet_start, 'HH24:MI'), 'end', to_char(quiet_end, 'HH24:MI'))
            END AS "quietHours",
            COALESCE(digest, 'INSTANT') AS digest, COALESCE(digest_hour, 8) AS "digestHour",
            COALESCE(digest_weekday, 1) AS "digestWeekday", COALESCE(types, '{}') AS types
       FROM users LEFT JOIN preferences ON preferences.user_id = users.id
      WHERE users.id = $1`,
    [userId],
  );
  if (!row) throw new Error('Whoever is asking is not in users.');
  return row;
}

/**
 * Makes a first row where there is none, and holds it until the transaction ends, so that of two changes at
 * once the second starts from what the first has left. Index: preferences_pkey.
 */
export async function holdPreferences(sql: Sql, userId: string): Promise<void> {
  await sql.query(
    `INSERT INTO preferences (user_id) VALUES ($1)
     ON CONFLICT (user_id) DO UPDATE SET user_id = excluded.user_id`,
    [userId],
  );
}

/** Index: preferences_pkey. */
export async function savePreferences(sql: Sql, userId: string, kept: KeptPreferences): Promise<void> {
  await sql.query(
    `UPDATE preferences
        SET email = $2, sms = $3, push = $4, in_app = $5, whatsapp = $6, quiet_start = $7::time, quiet_end = $8::time,
            digest = $9::digest_interval, types = $10, digest_hour = $11, digest_weekday = $12, updated_at = now()
      WHERE user_id = $1`,
    [
      userId,
      kept.email,
      kept.sms,
      kept.push,
      kept.inApp,
      kept.whatsapp,
      kept.quietHours?.start ?? null,
      kept.quietHours?.end ?? null,
      kept.digest,
      JSON.stringify(kept.types),
      kept.digestHour,
      kept.digestWeekday,
    ],
  );
}

/** Only what is given, because a host may write these at the same time. Index: users_pkey. */
export async function savePerson(
  sql: Sql,
  userId: string,
  { locale, timezone }: { locale?: string; timezone?: string },
): Promise<void> {
  if (locale === undefined && timezone === undefined) return;
  await sql.query(
    'UPDATE users SET locale = COALESCE($2, locale), timezone = COALESCE($3, timezone) WHERE id = $1',
    [userId, locale, timezone],
  );
}

/** How the database spells a timezone; nothing where it does not know it, and could not tell quiet hours in it. */
export async function spelledTimezone(sql: Sql, name: string): Promise<string | undefined> {
  const [row] = await sql.query<{ name: string }>(
    'SELECT name FROM pg_timezone_names WHERE lower(name) = lower($1)',
    [name],
  );
  return row?.name;
}
