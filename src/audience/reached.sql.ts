import type { MissedItem } from './audience.js';

type Bind = (value: unknown) => string;

/** Over all deliveries of a notification by these channels: one has left or still will, or they want none of them. */
const GONE = `bool_or(status NOT IN ('CANCELLED', 'FAILED', 'SUPPRESSED'))
                             OR bool_and(status = 'SUPPRESSED' AND reason IN ('PREFERENCE_OFF', 'UNSUBSCRIBED'))`;

/**
 * Whether somebody has got one of the messages, over SQL that names them: it has left by one of the channels or
 * still will, or they have read it. Who wants it by none of the channels misses nothing. One look at each of their
 * notifications: as a join all of them would be read for every chunk. Indexes: notifications_message_id_user_id_key,
 * deliveries_pkey.
 */
export function reached({ missed, channels }: MissedItem, bind: Bind, person: string): string {
  return `((SELECT true FROM notifications AS had
             WHERE had.message_id = ANY(${bind(missed)}::uuid[]) AND had.user_id = ${person}
               AND (had.read_at IS NOT NULL OR (
                      SELECT ${GONE}
                        FROM deliveries
                       WHERE message_id = had.message_id AND notification_id = had.id
                         AND channel = ANY(${bind(channels)}::channel[])))
             LIMIT 1) IS NOT NULL)`;
}

/** The same for everybody at once: all notifications of the messages are read, and each only once. */
export function reachedAtOnce({ missed, channels }: MissedItem, bind: Bind, person: string): string {
  const messages = bind(missed);
  return `EXISTS (SELECT FROM (
            SELECT had.user_id FROM notifications AS had
              LEFT JOIN deliveries ON deliveries.message_id = had.message_id AND deliveries.notification_id = had.id
                AND deliveries.message_id = ANY(${messages}::uuid[]) AND channel = ANY(${bind(channels)}::channel[])
             WHERE had.message_id = ANY(${messages}::uuid[])
             GROUP BY had.message_id, had.id, had.user_id, had.read_at
            HAVING had.read_at IS NOT NULL OR ${GONE}) AS got
           WHERE got.user_id = ${person})`;
}
