import type { Sql } from '../database/database.js';
import type { ChainedEntry } from './chain.js';

/** The next entries, in their order. Index: audit_log_pkey. */
export async function entriesAfter(sql: Sql, id: string, limit: number): Promise<ChainedEntry[]> {
  return await sql.query<ChainedEntry>(
    `SELECT id::text, (extract(epoch FROM at) * 1000)::bigint::text AS at, actor, action, subject,
            detail::text, previous_hash AS "previousHash", hash
       FROM audit_log WHERE id > $1::bigint ORDER BY audit_log.id LIMIT $2`,
    [id, limit],
  );
}
