import type { Sql } from '../../platform/database/database.js';
import type { RecurringNotification } from './schedule.dto.js';
import type { ScheduleSummary, ScheduleView } from './schedule.view.js';

/** When it is made, and until when. */
export interface Rhythm {
  cron: string;
  timezone: string;
  nextAt: Date;
  endsAt: Date | null;
}

/** When it would be next; of one that has ended that means nothing. */
type Row<View> = Omit<View, 'nextAt' | 'upcoming'> & { nextAt: Date };

const SUMMARY = `
  schedules.id, cron, schedules.timezone, next_at AS "nextAt", ends_at AS "endsAt", request ->> 'type' AS type,
  request ->> 'subject' AS subject, request ->> 'message' AS message, occurrences, last_at AS "lastAt",
  last_message_id AS "lastMessageId", schedules.created_at AS "createdAt", ended_at AS "endedAt",
  ended_because AS reason,
  CASE WHEN sender.id IS NOT NULL THEN json_build_object('id', sender.id, 'name', sender.name) END AS sender`;

/**
 * Newest first; without a sender everybody's. Without the audiences, which may name thousands.
 * Indexes: schedules_sender_id_id_idx, schedules_pkey.
 */
export async function pageOfSchedules(
  sql: Sql,
  senderId: string | null,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<Row<ScheduleSummary>[]> {
  return await sql.query(
    `SELECT ${SUMMARY} FROM schedules LEFT JOIN users AS sender ON sender.id = sender_id
      WHERE ($1::uuid IS NULL OR sender_id = $1) AND ($2::uuid IS NULL OR schedules.id < $2)
      ORDER BY schedules.id DESC LIMIT $3`,
    [senderId, cursor ?? null, limit],
  );
}

/** Index: schedules_pkey. */
export async function findSchedule(
  sql: Sql,
  senderId: string | null,
  id: string,
): Promise<Row<ScheduleView> | undefined> {
  const rows = await sql.query<Row<ScheduleView>>(
    `SELECT ${SUMMARY}, request AS notification FROM schedules LEFT JOIN users AS sender ON sender.id = sender_id
      WHERE schedules.id = $2 AND ($1::uuid IS NULL OR sender_id = $1)`,
    [senderId, id],
  );
  return rows[0];
}

/** How many of somebody's go on; until the transaction ends nobody else counts them. Indexes: users_pkey, schedules_sender_id_id_idx. */
export async function countRunning(sql: Sql, senderId: string): Promise<number> {
  await sql.query('SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE', [senderId]);
  const [row] = await sql.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM schedules WHERE sender_id = $1 AND ended_at IS NULL',
    [senderId],
  );
  return row?.count ?? 0;
}

export async function insertSchedule(
  sql: Sql,
  senderId: string,
  { cron, timezone, nextAt, endsAt }: Rhythm,
  notification: RecurringNotification,
): Promise<string> {
  const [row] = await sql.query<{ id: string }>(
    `INSERT INTO schedules (sender_id, request, cron, timezone, next_at, ends_at)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
    [senderId, JSON.stringify(notification), cron, timezone, nextAt, endsAt],
  );
  return row?.id ?? '';
}

export interface HeldSchedule extends Rhythm {
  endedAt: Date | null;
}

/** Nobody else changes or fires it until the transaction ends. Index: schedules_pkey. */
export async function holdSchedule(
  sql: Sql,
  senderId: string | null,
  id: string,
): Promise<HeldSchedule | undefined> {
  const [row] = await sql.query<HeldSchedule>(
    `SELECT cron, timezone, next_at AS "nextAt", ends_at AS "endsAt", ended_at AS "endedAt"
       FROM schedules WHERE id = $2 AND ($1::uuid IS NULL OR sender_id = $1) FOR NO KEY UPDATE`,
    [senderId, id],
  );
  return row;
}

/** What was wrong with it before is forgotten. Index: schedules_pkey. */
export async function changeSchedule(
  sql: Sql,
  id: string,
  { cron, timezone, nextAt, endsAt }: Rhythm,
  notification: RecurringNotification | undefined,
): Promise<void> {
  await sql.query(
    `UPDATE schedules SET cron = $2, timezone = $3, next_at = $4, ends_at = $5,
                          request = COALESCE($6::jsonb, request), ended_because = NULL
      WHERE id = $1`,
    [id, cron, timezone, nextAt, endsAt, notification ? JSON.stringify(notification) : null],
  );
}

/** Whether it has ended it. One that is just being fired is waited for. One that has ended stays as it is. Index: schedules_pkey. */
export async function endSchedule(
  sql: Sql,
  senderId: string | null,
  id: string,
  because: string,
): Promise<boolean> {
  const rows = await sql.query(
    `UPDATE schedules SET ended_at = now(), ended_because = $3
      WHERE id = $2 AND ($1::uuid IS NULL OR sender_id = $1) AND ended_at IS NULL
      RETURNING id`,
    [senderId, id, because],
  );
  return rows.length > 0;
}

/** Not of the transaction's beginning: whoever waited for a schedule being fired must not come before that. */
export async function databaseTime(sql: Sql): Promise<Date> {
  const [row] = await sql.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  if (!row) throw new Error('The database does not know what time it is.');
  return row.now;
}
