import type { Sql } from '../../platform/database/database.js';
import type { Opening } from './news.js';

/** Who has written may be answered for a day from then on; told late, or twice, it does not become longer. Index: whatsapp_windows_pkey. */
export async function openWindows(sql: Sql, openings: readonly Opening[]): Promise<void> {
  if (openings.length === 0) return;
  await sql.query(
    `INSERT INTO whatsapp_windows (phone, open_until)
     SELECT phone, max(LEAST(at, now())) + interval '24 hours' FROM unnest($1::text[], $2::timestamptz[]) AS written(phone, at)
      GROUP BY phone ORDER BY phone
     ON CONFLICT (phone) DO UPDATE SET open_until = GREATEST(whatsapp_windows.open_until, excluded.open_until)`,
    [openings.map(({ phone }) => phone), openings.map(({ at }) => at)],
  );
}
