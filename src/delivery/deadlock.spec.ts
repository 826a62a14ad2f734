import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../../test/support/database.js';
import { eventually } from '../../test/support/eventually.js';
import { testConfig } from '../../test/support/http-app.js';
import { Catalog } from '../notifications/catalog/catalog.js';
import { Publications } from '../notifications/templates/publications.js';
import { WordsOf } from '../notifications/wording/words-of.js';
import { Database } from '../platform/database/database.js';
import { Metrics } from '../platform/observability/metrics.js';
import type { Provider } from './channels/provider.js';
import { Spending } from './costs/spending.js';
import { Deliverer } from './deliverer.js';
import { Punctuality } from './punctuality.js';
import { Sender } from './sender.js';

let database: Database;
let other: Client;
let messageId: string;

beforeAll(async () => {
  const { url } = await testDatabase();
  database = new Database(url);
  other = new Client({ connectionString: url });
  await other.connect();
  // Of the two it is not the one that is given up.
  await other.query("SET deadlock_timeout = '10s'");
  const [row] = await database.query<{ id: string }>(
    `WITH said AS (
       INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state, content)
       VALUES ('GENERIC', 'EVENT', '{}', '{EMAIL}', 'HIGH', 'important', 'BROADCAST', 'COMPLETED', '{"message":"Hello"}')
       RETURNING id
     ), readers AS (
       INSERT INTO users (name, email) VALUES ('A', 'a@example.test'), ('B', 'b@example.test') RETURNING id
     ), noted AS (
       INSERT INTO notifications (message_id, user_id) SELECT said.id, readers.id FROM said, readers RETURNING message_id, id
     )
     INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, ready_at, due_at)
     SELECT message_id, id, 'EMAIL', 'important', 'PENDING', 0, now(), now() FROM noted RETURNING message_id AS id`,
  );
  messageId = row?.id ?? '';
});
afterAll(async () => {
  await other.end();
  await database.onApplicationShutdown();
});

const touch = (deliveryId: string | undefined) =>
  other.query('UPDATE deliveries SET error = NULL WHERE message_id = $1 AND id = $2', [
    messageId,
    deliveryId,
  ]);

const somebodyWaits = () =>
  eventually(async () =>
    expect(
      await database.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      ),
    ).toHaveLength(1),
  );

it('what was sent is recorded as sent, also where recording it ends in a deadlock', async () => {
  let meeting: Promise<number> | undefined;
  const meet = async (first: string | undefined) => {
    await somebodyWaits();
    const started = performance.now();
    await touch(first);
    await other.query('ROLLBACK');
    return performance.now() - started;
  };
  const provider: Provider = {
    name: 'provider',
    channels: ['EMAIL'],
    configured: true,
    send: async (batch) => {
      await other.query('BEGIN');
      await touch(batch[1]?.deliveryId);
      meeting = meet(batch[0]?.deliveryId);
      return batch.map(() => ({ kind: 'sent' }));
    },
  };
  const providers = { of: () => [provider] } as never;
  const board = { showDead: () => Promise.resolve() } as never;
  const sender = new Sender(
    testConfig(),
    providers,
    new WordsOf(await Catalog.load(), new Publications(database)),
  );
  const deliverer = new Deliverer(
    database,
    sender,
    board,
    new Punctuality(new Metrics()),
    new Spending(new Metrics()),
  );

  await deliverer.deliver({ messageId, batch: 0 });
  expect(await meeting).toBeGreaterThan(500);
  expect(await database.query('SELECT status, attempt FROM deliveries')).toEqual([
    { status: 'SENT', attempt: 1 },
    { status: 'SENT', attempt: 1 },
  ]);
});
