import type { MissedItem } from './audience.js';

type Bind = (value: unknown) => string;

/**
 * Whether somebody has got one of the messages, over SQL that names them: it has left by one of the channels or
 * still will, or they have read it. Who wants it by none of the channels misses nothing. One look at each of their
 * notifications, also where everybody is counted: whatever else PostgreSQL could do depends on what it knows of a
 * fan-out that has only just been written, which is nothing yet. Indexes: notifications_message_id_user_id_key,
 * deliveries_pkey.
 */
export function reached({ missed, channels }: MissedItem, bind: Bind, person: string): string {
  return `((SELECT true FROM notifications AS had
             WHERE had.message_id = ANY(${bind(missed)}::uuid[]) AND had.user_id = ${person}
               AND (had.read_at IS NOT NULL OR (
                      SELECT bool_or(status NOT IN ('CANCELLED', 'FAILED', 'SUPPRESSED'))
                             OR bool_and(status = 'SUPPRESSED' AND reason IN ('PREFERENCE_OFF', 'UNSUBSCRIBED'))
                        FROM deliveries
                       WHERE message_id = had.message_id AND notification_id = had.id
                         AND channel = ANY(${bind(channels)}::channel[])))
             LIMIT 1) IS NOT NULL)`;
}
