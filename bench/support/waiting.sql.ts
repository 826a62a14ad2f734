import type { Channel } from '../../src/notifications/vocabulary.js';
import type { Sql } from '../../src/platform/database/database.js';

const BATCH = 500;

/** A message that waits to be delivered to so many of a group; answers its id and its batches. */
export async function waiting(
  sql: Sql,
  { group, people, channel }: { group: string; people: number; channel: Channel },
): Promise<{ messageId: string; batches: number[] }> {
  const [row] = await sql.query<{ id: string }>(
    `INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state, link, content)
     VALUES ('ANNOUNCEMENT', 'MEMBER', '{}', $1::channel[], 'HIGH', 'important', 'BROADCAST', 'COMPLETED', '/events/7', $2)
     RETURNING id`,
    [
      [channel],
      JSON.stringify({ subject: 'Gathering', message: 'We meet at eight in the town hall. Bring a lamp.' }),
    ],
  );
  const messageId = row?.id ?? '';
  await sql.query(
    `WITH noted AS (
       INSERT INTO notifications (message_id, user_id)
       SELECT $1, user_id FROM group_members WHERE group_id = $2 LIMIT $3 RETURNING message_id, id
     )
     INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, ready_at, due_at)
     SELECT message_id, id, $4::channel, 'important', 'PENDING', (row_number() OVER () - 1) / ${BATCH}, now(), now() FROM noted`,
    [messageId, group, people, channel],
  );
  return { messageId, batches: Array.from({ length: Math.ceil(people / BATCH) }, (_, batch) => batch) };
}
