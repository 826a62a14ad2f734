import { addressOf } from '../../notifications/channels.sql.js';
import type { Channel, DeliveryStatus, SuppressionReason } from '../../notifications/vocabulary.js';
import type { Sql } from '../../platform/database/database.js';

/** Index: users_pkey. */
export async function addressOfMember(sql: Sql, userId: string, channel: Channel): Promise<string | null> {
  const [row] = await sql.query<{ address: string | null }>(
    `SELECT ${addressOf('$2::channel')} AS address FROM users WHERE id = $1`,
    [userId, channel],
  );
  return row?.address ?? null;
}

interface PlannedTest {
  notificationId: string;
  status: DeliveryStatus;
  reason: SuppressionReason | null;
}

/** Index: the primary key of deliveries. */
export async function plannedTest(sql: Sql, messageId: string): Promise<PlannedTest | undefined> {
  const rows = await sql.query<PlannedTest>(
    `SELECT notification_id AS "notificationId", status, reason FROM deliveries WHERE message_id = $1`,
    [messageId],
  );
  return rows[0];
}
