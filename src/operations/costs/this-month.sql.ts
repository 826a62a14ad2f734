import type { Sql } from '../../platform/database/database.js';

/** By the clock that messages are dated by. */
export async function thisMonth(sql: Sql): Promise<string> {
  const [row] = await sql.query<{ month: string }>(
    "SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM') AS month",
  );
  if (!row) throw new Error('The database does not tell the time.');
  return row.month;
}
