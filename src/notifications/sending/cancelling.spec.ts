import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.js';
import { eventually } from '../../../test/support/eventually.js';
import type { Caller } from '../../identity/caller.js';
import { Database } from '../../platform/database/database.js';
import { Cancelling } from './cancelling.js';

let database: Database;
let other: Client;

beforeAll(async () => {
  const { url } = await testDatabase();
  database = new Database(url);
  other = new Client({ connectionString: url });
  await other.connect();
  // Of the two it is not the one that is given up.
  await other.query("SET deadlock_timeout = '10s'");
});
afterAll(async () => {
  await other.end();
  await database.onApplicationShutdown();
});

it('cancelling gets through, also where it meets somebody in a deadlock', async () => {
  const due = await database.query<{ messageId: string; id: string }>(
    `WITH said AS (
       INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state)
       VALUES ('GENERIC', 'EVENT', '{}', '{EMAIL}', 'HIGH', 'important', 'BROADCAST', 'COMPLETED') RETURNING id
     ), noted AS (
       INSERT INTO notifications (message_id, user_id)
       SELECT id, gen_random_uuid() FROM said, generate_series(1, 2) RETURNING message_id, id
     )
     INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, ready_at, due_at)
     SELECT message_id, id, 'EMAIL', 'important', 'PENDING', 0, now(), now() FROM noted ORDER BY id
     RETURNING message_id AS "messageId", id`,
  );
  const [first, second] = due;
  const touch = (delivery: typeof first) =>
    other.query('UPDATE deliveries SET error = NULL WHERE message_id = $1 AND id = $2', [
      delivery?.messageId,
      delivery?.id,
    ]);
  await other.query('BEGIN');
  await touch(second);

  const admin = { role: 'ADMIN' } as Caller;
  const cancelling = new Cancelling(
    database,
    { find: () => Promise.resolve() } as never,
    {
      tell: () => {},
    } as never,
  );
  const cancelled = cancelling.cancel(admin, first?.messageId ?? '');
  await eventually(async () =>
    expect(
      await database.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      ),
    ).toHaveLength(1),
  );
  const started = performance.now();
  await touch(first);
  expect(performance.now() - started).toBeGreaterThan(500);
  await other.query('ROLLBACK');
  await cancelled;
  expect(await database.query('SELECT DISTINCT status FROM deliveries')).toEqual([{ status: 'CANCELLED' }]);
});
