import type { Sql } from '../../platform/database/database.js';
import { welcome } from '../channels.sql.js';
import { TYPES } from '../types.js';

const MANDATORY = JSON.stringify(
  Object.fromEntries(Object.entries(TYPES).map(([type, { mandatory }]) => [type, mandatory])),
);

/**
 * What has not left and is not wanted any more is suppressed, by the same rule that planning and claiming go by.
 * Reading cancels, so only what is unread can wait. What somebody else holds at this moment, a claim or the clock,
 * is left to them: waiting for them could end in a deadlock, and whoever claims it next judges again.
 * Indexes: notifications_unread_idx, deliveries_pkey.
 */
export async function stopUnwelcome(sql: Sql, userId: string): Promise<void> {
  await sql.query(
    `WITH unwelcome AS (
       SELECT deliveries.message_id, deliveries.notification_id, deliveries.channel
         FROM notifications
         JOIN messages ON messages.id = notifications.message_id
         JOIN deliveries ON deliveries.message_id = notifications.message_id
                        AND deliveries.notification_id = notifications.id
         JOIN preferences ON preferences.user_id = notifications.user_id
        WHERE notifications.user_id = $1 AND read_at IS NULL AND archived_at IS NULL
          AND deliveries.status IN ('SCHEDULED', 'PENDING', 'RETRYING')
          AND NOT ${welcome('deliveries.channel', 'messages.type', 'ARRAY(SELECT jsonb_array_elements_text($2::jsonb -> messages.type))::channel[]')}
          FOR UPDATE OF deliveries SKIP LOCKED
     )
     UPDATE deliveries SET status = 'SUPPRESSED', reason = 'PREFERENCE_OFF'
       FROM unwelcome
      WHERE deliveries.message_id = unwelcome.message_id AND deliveries.notification_id = unwelcome.notification_id
        AND deliveries.channel = unwelcome.channel`,
    [userId, MANDATORY],
  );
}
