import type { Sql } from '../database/database.js';

/** What is kept of who did what, for ever. */
export const AUDITED = [
  'message.accepted',
  'message.ended',
  'message.cancelled',
  'message.rescheduled',
  'approval.asked',
  'approval.granted',
  'approval.refused',
  'approval.required',
  'schedule.created',
  'schedule.changed',
  'schedule.cancelled',
  'campaign.sent',
] as const;
export type Audited = (typeof AUDITED)[number];

export interface AuditEntry {
  /** As `member:<id>`, or `munadi` for what happens by itself. */
  actor: string;
  action: Audited;
  /** The id of what it was done to. */
  subject: string;
  /** No addresses and no content: it cannot be erased. */
  detail: Record<string, unknown>;
}

export const memberActor = (userId: string): string => `member:${userId}`;

/**
 * Adds to the log, in the transaction of what it tells. To be done last in it: from then on nobody else can add
 * anything until it ends.
 */
export async function audit(sql: Sql, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await sql.query(
    `INSERT INTO audit_log (actor, action, subject, detail)
     SELECT actor, action, subject, detail
       FROM unnest($1::text[], $2::text[], $3::text[], $4::jsonb[]) WITH ORDINALITY AS entries(actor, action, subject, detail, place)
      ORDER BY place`,
    [
      entries.map(({ actor }) => actor),
      entries.map(({ action }) => action),
      entries.map(({ subject }) => subject),
      entries.map(({ detail }) => JSON.stringify(detail)),
    ],
  );
}
