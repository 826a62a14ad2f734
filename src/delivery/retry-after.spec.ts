import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../../test/support/database.js';
import { eventually } from '../../test/support/eventually.js';
import { Catalog } from '../notifications/catalog/catalog.js';
import { Publications } from '../notifications/templates/publications.js';
import { WordsOf } from '../notifications/wording/words-of.js';
import { Database } from '../platform/database/database.js';
import type { Provider } from './channels/provider.js';
import type { Providers } from './channels/providers.js';
import { Punctuality } from './punctuality.js';
import { Metrics } from '../platform/observability/metrics.js';
import { testConfig } from '../../test/support/http-app.js';
import { Spending } from './costs/spending.js';
import { Deliverer } from './deliverer.js';
import { promoteDue } from './promote.sql.js';
import { Sender } from './sender.js';

/** Longer than the lane waits by itself before the first retry. */
const ASKED_MS = 2_500;

let database: Database;
const calls: number[] = [];

/** Answers as an HTTP API does that has had too much: 429 and Retry-After, and takes it the next time. */
const strained: Provider = {
  name: 'strained',
  channels: ['SMS'],
  configured: true,
  send: (batch) => {
    calls.push(Date.now());
    const tooMany = {
      kind: 'retry',
      code: 'HTTP_429',
      error: 'Too many requests',
      afterMs: ASKED_MS,
    } as const;
    return Promise.resolve(batch.map(() => (calls.length === 1 ? tooMany : { kind: 'sent' as const })));
  },
};

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
});
afterAll(() => database.onApplicationShutdown());

async function due(): Promise<string> {
  const [row] = await database.query<{ id: string }>(
    `WITH message AS (
       INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state, content)
       VALUES ('GENERIC', 'EVENT', '{}', '{SMS}', 'HIGH', 'important', 'BROADCAST', 'COMPLETED', '{"message":"Hello"}')
       RETURNING id
     ),
     person AS (INSERT INTO users (name, phone) VALUES ('Somebody', '+919876543210') RETURNING id),
     noted AS (
       INSERT INTO notifications (message_id, user_id) SELECT message.id, person.id FROM message, person RETURNING id
     )
     INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, ready_at, due_at)
     SELECT message.id, noted.id, 'SMS', 'important', 'PENDING', 0, now(), now() FROM message, noted
     RETURNING message_id AS id`,
  );
  return row?.id ?? '';
}

it('a provider that asks for patience is called again after that, and not before', async () => {
  const providers = { of: () => [strained] } as unknown as Providers;
  const sender = new Sender(
    testConfig(),
    providers,
    new WordsOf(await Catalog.load(), new Publications(database)),
  );
  const board = { showDead: () => Promise.resolve() } as never;
  const deliverer = new Deliverer(
    database,
    sender,
    board,
    new Punctuality(new Metrics()),
    new Spending(new Metrics()),
  );
  const messageId = await due();

  await deliverer.deliver({ messageId, batch: 0 });
  expect(await promoteDue(database)).toEqual([]);
  const batches = await eventually(
    async () => {
      const promoted = await promoteDue(database);
      expect(promoted).not.toEqual([]);
      return promoted;
    },
    { timeout: 10_000 },
  );
  for (const { batch } of batches) await deliverer.deliver({ messageId, batch });

  const [first = 0, second = 0] = calls;
  expect(second - first).toBeGreaterThanOrEqual(ASKED_MS);
  const attempts = await database.query('SELECT outcome, error_code FROM attempts ORDER BY number');
  expect(attempts).toEqual([
    { outcome: 'RETRY', error_code: 'HTTP_429' },
    { outcome: 'SENT', error_code: null },
  ]);
});
