import { addressOf } from '../../notifications/channels.sql.js';
import type { Channel } from '../../notifications/vocabulary.js';
import type { Sql } from '../../platform/database/database.js';
import type { Lane } from '../../platform/queues/lanes.js';
import { whichDead, type DeadStatus, type WhichDead } from './which-dead.sql.js';

export interface DeadLetter {
  id: string;
  messageId: string;
  notificationId: string;
  channel: Channel;
  status: DeadStatus;
  provider: string | null;
  errorCode: string | null;
  error: string | null;
  attempts: number;
  failedAt: Date;
  type: string;
  lane: Lane;
  /** Where it would go now. */
  to: string | null;
}

export interface Listed {
  letter: DeadLetter;
  /** When it failed, with the microseconds that a Date would lose: with the id, the place to go on from. */
  at: string;
}

export interface Page {
  limit: number;
  after: { at: string; id: string } | undefined;
}

/** Newest first. Index: deliveries_dead_idx. */
export async function listDead(
  sql: Sql,
  which: WhichDead,
  days: number,
  { limit, after }: Page,
): Promise<Listed[]> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const onward = after
    ? `AND (deliveries.due_at, deliveries.id)
           < ('epoch'::timestamptz + ${bind(after.at)}::bigint * interval '1 microsecond', ${bind(after.id)}::uuid)`
    : '';
  const rows = await sql.query<DeadLetter & { at: string }>(
    `SELECT deliveries.id, deliveries.message_id AS "messageId", notification_id AS "notificationId",
            deliveries.channel, deliveries.status, provider, error_code AS "errorCode", deliveries.error,
            attempt AS attempts, due_at AS "failedAt", messages.type, deliveries.lane,
            ${addressOf('deliveries.channel')} AS "to",
            (extract(epoch FROM due_at) * 1000000)::bigint::text AS at
       FROM deliveries
       JOIN messages ON messages.id = deliveries.message_id
       JOIN notifications ON notifications.message_id = deliveries.message_id
                         AND notifications.id = deliveries.notification_id
       LEFT JOIN users ON users.id = notifications.user_id AND users.erased_at IS NULL
      WHERE ${whichDead(which, days, bind)} ${onward}
      ORDER BY deliveries.due_at DESC, deliveries.id DESC LIMIT ${bind(limit)}`,
    values,
  );
  return rows.map(({ at, ...letter }) => ({ at, letter }));
}
