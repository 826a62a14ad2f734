import type { Channel, Priority } from '../../src/notifications/vocabulary.js';
import type { Sql } from '../../src/platform/database/database.js';
import type { Lane } from '../../src/platform/queues/lanes.js';

/** A message to so many people by one channel, due now; answers its id. */
export async function newDue(
  sql: Sql,
  count: number,
  channel: Channel,
  { lane = 'important', priority = 'HIGH' }: { lane?: Lane; priority?: Priority } = {},
): Promise<string> {
  const [row] = await sql.query<{ id: string }>(
    `WITH said AS (
       INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state, content)
       VALUES ('GENERIC', 'EVENT', '{}', ARRAY[$2::channel], $4::priority, $3::lane, 'BROADCAST', 'COMPLETED', '{"message":"Hello"}')
       RETURNING id
     ), readers AS (
       INSERT INTO users (name, email, phone)
       SELECT 'Somebody', gen_random_uuid() || '@example.test', '+1415555' || lpad(each::text, 4, '0') FROM generate_series(1, $1) AS each
       RETURNING id
     ), noted AS (
       INSERT INTO notifications (message_id, user_id) SELECT said.id, readers.id FROM said, readers RETURNING message_id, id
     ), devices AS (
       INSERT INTO devices (user_id, platform, token_sealed, token_hash)
       SELECT id, 'ANDROID', '', sha256(id::text::bytea) FROM readers
     ), planned AS (
       INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, ready_at, due_at)
       SELECT message_id, id, $2::channel, $3::lane, 'PENDING', 0, now(), now() FROM noted
     )
     SELECT id FROM said`,
    [count, channel, lane, priority],
  );
  return row?.id ?? '';
}
