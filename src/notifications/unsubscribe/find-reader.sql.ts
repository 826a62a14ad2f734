import type { Sql } from '../../platform/database/database.js';

/** Nothing where they are gone. Index: users_pkey. */
export async function findReader(sql: Sql, userId: string): Promise<{ locale: string } | undefined> {
  const rows = await sql.query<{ locale: string }>('SELECT locale FROM users WHERE id = $1', [userId]);
  return rows[0];
}
