import type { Sql } from '../../platform/database/database.js';
import { heldUntil } from '../channels.sql.js';

/** The seconds that a delivery's step waits, as its message has them for the variant of its person. */
const DELAY = `(SELECT (timing -> 'delays' ->> (array_position(messages.channels, deliveries.channel) - 1))::int
                  FROM jsonb_array_elements(messages.timings) AS timing
                 WHERE notifications.variant IS NULL OR timing ->> 'name' = notifications.variant LIMIT 1)`;

/**
 * What quiet hours hold of a member's, and would hold for less long as they are now, leaves then: at once where
 * they hold it no more, but no step before its time. What they would hold for longer is left to the claim. What
 * somebody else holds at this moment is in hand already, as in stopUnwelcome.
 * Indexes: notifications_unread_idx, deliveries_pkey.
 */
export async function releaseHeld(sql: Sql, userId: string): Promise<void> {
  await sql.query(
    `WITH released AS (
       SELECT deliveries.message_id, deliveries.notification_id, deliveries.channel, ends
         FROM notifications
         JOIN messages ON messages.id = notifications.message_id
         JOIN deliveries ON deliveries.message_id = notifications.message_id
                        AND deliveries.notification_id = notifications.id
         JOIN users ON users.id = notifications.user_id
         JOIN preferences ON preferences.user_id = notifications.user_id
        CROSS JOIN LATERAL (
          SELECT GREATEST(now(), uuid_extract_timestamp(notifications.id) + make_interval(secs => ${DELAY})) AS moment) AS steps
        CROSS JOIN LATERAL (SELECT COALESCE(${heldUntil('deliveries.channel', 'moment', 'HIGH')}, moment) AS ends) AS quiet
        WHERE notifications.user_id = $1 AND read_at IS NULL AND archived_at IS NULL
          AND deliveries.held AND deliveries.status = 'SCHEDULED' AND ends < deliveries.ready_at
          FOR UPDATE OF deliveries SKIP LOCKED
     )
     UPDATE deliveries SET due_at = ends, ready_at = ends
       FROM released
      WHERE deliveries.message_id = released.message_id AND deliveries.notification_id = released.notification_id
        AND deliveries.channel = released.channel`,
    [userId],
  );
}
