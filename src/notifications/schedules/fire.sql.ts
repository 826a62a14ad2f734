import type { Sql } from '../../platform/database/database.js';
import type { RecurringNotification } from './schedule.dto.js';
import type { Occasion } from './occasion.js';

/** The earliest first. Index: schedules_due_idx. */
export async function findDueSchedules(sql: Sql, limit: number): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `SELECT id FROM schedules WHERE ended_at IS NULL AND next_at <= now() ORDER BY next_at LIMIT $1`,
    [limit],
  );
  return rows.map(({ id }) => id);
}

export interface DueSchedule {
  id: string;
  senderId: string;
  notification: RecurringNotification;
  cron: string;
  timezone: string;
  endsAt: Date | null;
  /** By the database's clock. */
  now: Date;
}

/** If it still is due, and nobody else is at it. Index: schedules_pkey. */
export async function holdDue(sql: Sql, id: string): Promise<DueSchedule | undefined> {
  const [row] = await sql.query<DueSchedule>(
    `SELECT id, sender_id AS "senderId", request AS notification, cron, timezone, ends_at AS "endsAt", now()
       FROM schedules WHERE id = $1 AND ended_at IS NULL AND next_at <= now() FOR NO KEY UPDATE SKIP LOCKED`,
    [id],
  );
  return row;
}

/** Index: schedules_pkey. */
export async function advance(sql: Sql, id: string, { messageId, nextAt, reason }: Occasion): Promise<void> {
  await sql.query(
    `UPDATE schedules
        SET next_at = COALESCE($2, next_at), ended_at = CASE WHEN $2 IS NULL THEN now() END, ended_because = $3,
            occurrences = occurrences + CASE WHEN $4::uuid IS NULL THEN 0 ELSE 1 END,
            last_at = CASE WHEN $4::uuid IS NULL THEN last_at ELSE now() END,
            last_message_id = COALESCE($4::uuid, last_message_id)
      WHERE id = $1`,
    [id, nextAt, reason, messageId],
  );
}

/** Out of the way of all others for a while. Index: schedules_pkey. */
export async function setAside(sql: Sql, id: string, minutes: number, reason: string): Promise<void> {
  await sql.query(
    `UPDATE schedules SET next_at = now() + make_interval(mins => $2), ended_because = $3
      WHERE id = $1 AND ended_at IS NULL AND next_at <= now()`,
    [id, minutes, reason],
  );
}
