import { isNoted } from './noted.sql.js';
import type { PlanningMessage } from './planning-message.js';

/**
 * Whom a message is sent to again finds it in the feed once: what they have of it there already, unread, makes room,
 * over `people` and `noted`. Index: notifications_message_id_user_id_key.
 */
export function superseding(
  { audience }: Pick<PlanningMessage, 'audience'>,
  bind: (value: unknown) => string,
): string {
  const earlier = audience.include.flatMap((item) => ('missed' in item ? item.missed : []));
  if (earlier.length === 0) return '';
  return `superseded AS (
       UPDATE notifications SET archived_at = now()
         FROM people
        WHERE ${isNoted} AND notifications.message_id = ANY(${bind(earlier)}::uuid[]) AND notifications.user_id = people.user_id
          AND notifications.archived_at IS NULL
     ),`;
}
