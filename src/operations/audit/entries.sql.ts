import type { Sql } from '../../platform/database/database.js';
import type { AuditEntryView } from './audit.dto.js';

interface Asked {
  actor?: string;
  action?: string;
  subject?: string;
  cursor?: string;
  limit: number;
}

/** Newest first. Indexes: audit_log_subject_id_idx, audit_log_actor_id_idx, audit_log_action_id_idx, audit_log_pkey. */
export async function pageOfEntries(
  sql: Sql,
  { actor, action, subject, cursor, limit }: Asked,
): Promise<AuditEntryView[]> {
  return await sql.query<AuditEntryView>(
    `SELECT entries.id::text, at, actor, action, subject, detail, encode(hash, 'hex') AS hash, person.name AS "actorName"
       FROM (SELECT * FROM audit_log
              WHERE ($1::text IS NULL OR actor = $1) AND ($2::text IS NULL OR action = $2)
                AND ($3::text IS NULL OR subject = $3) AND ($4::bigint IS NULL OR id < $4)
              ORDER BY id DESC LIMIT $5) AS entries
       LEFT JOIN users AS person ON person.id = CASE WHEN actor ~ '^member:[0-9a-f-]{36}$' THEN substr(actor, 8)::uuid END
      ORDER BY entries.id DESC`,
    [actor ?? null, action ?? null, subject ?? null, cursor ?? null, limit],
  );
}
