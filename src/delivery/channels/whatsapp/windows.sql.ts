import type { Sql } from '../../../platform/database/database.js';

/** Which of these numbers have written to us within a day, so that they may be sent free text. Index: whatsapp_windows_pkey. */
export async function withOpenWindow(sql: Sql, phones: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ phone: string }>(
    'SELECT phone FROM whatsapp_windows WHERE phone = ANY($1) AND open_until > now()',
    [phones],
  );
  return new Set(rows.map(({ phone }) => phone));
}
