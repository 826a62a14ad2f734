import type { MissedItem } from './audience.js';

/**
 * The notifications by which somebody has got one of the messages: it has left by one of the channels or still will,
 * or they have read it. Who wants it by none of the channels misses nothing.
 * Indexes: notifications_message_id_user_id_key, deliveries_pkey.
 */
export const reaching = (
  { missed, channels }: MissedItem,
  bind: (value: unknown) => string,
  person: string,
): string =>
  `notifications AS had
    WHERE had.message_id = ANY(${bind(missed)}::uuid[]) AND had.user_id = ${person}
      AND (had.read_at IS NOT NULL OR (
             SELECT bool_or(status NOT IN ('CANCELLED', 'FAILED', 'SUPPRESSED'))
                    OR bool_and(status = 'SUPPRESSED' AND reason IN ('PREFERENCE_OFF', 'UNSUBSCRIBED'))
               FROM deliveries
              WHERE message_id = had.message_id AND notification_id = had.id AND channel = ANY(${bind(channels)}::channel[])))`;
