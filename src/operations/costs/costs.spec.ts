import { beforeAll, beforeEach, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import { Database, type Sql } from '../../platform/database/database.js';
import type { CostReport } from './costs.dto.js';
import { startsOf } from './months.js';
import { spentByMonth } from './spent.sql.js';
import { thisMonth } from './this-month.sql.js';

let app: TestApp;
let admin: Caller;

beforeAll(async () => {
  app = await startApp({
    MUNADI_ROLE: 'api',
    PRICES: 'SMS:0.008,SMS/sandbox:0.002,EMAIL:0.0001',
    CURRENCY: 'INR',
  });
  admin = await app.as('admin@demo.munadi');
});
beforeEach(() => app.sql('TRUNCATE deliveries, notifications, messages'));

interface Given {
  at?: string;
  type?: string;
  strategy?: string;
  channel?: string;
  status?: string;
  cost?: number;
  read?: boolean;
  cancelledAt?: string;
  count?: number;
}

/** Deliveries of a message that was accepted then. */
async function ended(given: Given): Promise<void> {
  const { at = '2026-10-15 12:00:00+00', status = 'SENT' } = given;
  await app.sql(
    `WITH said AS (
       INSERT INTO messages (id, type, origin, audience, channels, priority, lane, strategy, state, cancelled_at)
       VALUES (uuidv7($1::timestamptz - clock_timestamp()), $2, 'EVENT', '{}', '{SMS}', 'LOW', 'bulk', $3::strategy, 'COMPLETED', $4)
       RETURNING id
     ), noted AS (
       INSERT INTO notifications (message_id, user_id, read_at)
       SELECT id, gen_random_uuid(), CASE WHEN $5 THEN now() END FROM said, generate_series(1, $9) RETURNING message_id, id
     )
     INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, ready_at, due_at, sent_at, cost)
     SELECT message_id, id, $6::channel, 'bulk', $7::delivery_status, 0, now(), now(),
            CASE WHEN $7 IN ('SENT', 'DELIVERED') THEN now() END, $8::int FROM noted`,
    [
      at,
      given.type ?? 'GENERIC',
      given.strategy ?? 'ESCALATION',
      given.cancelledAt ?? null,
      given.read ?? false,
      given.channel ?? 'SMS',
      status,
      given.cost ?? null,
      given.count ?? 1,
    ],
  );
}

async function report(query = '?from=2026-10&to=2026-11'): Promise<CostReport> {
  const { status, body } = await admin.get<CostReport>(`/api/admin/costs${query}`);
  expect(status).toBe(200);
  return body;
}

it('tells by month and type what was spent and saved', async () => {
  await ended({ count: 3, cost: 2_000 });
  await ended({ channel: 'EMAIL', count: 2, cost: 100, status: 'DELIVERED' });
  await ended({ channel: 'IN_APP', count: 5, cost: 0 });
  await ended({ count: 7, status: 'CANCELLED', read: true });
  await ended({ channel: 'EMAIL', count: 4, status: 'CANCELLED', read: true });
  await ended({ at: '2026-11-01 00:00:00+00', cost: 4_000 });
  await ended({ type: 'PAYMENT_DUE', status: 'FAILED' });
  expect(await report()).toEqual({
    currency: 'INR',
    from: '2026-10',
    to: '2026-11',
    months: [
      {
        month: '2026-10',
        type: 'GENERIC',
        spent: 0.0062,
        savedCount: 11,
        saved: 0.0144,
        broadcast: 0.0206,
        channels: {
          IN_APP: { sent: 5, spent: 0 },
          EMAIL: { sent: 2, spent: 0.0002 },
          SMS: { sent: 3, spent: 0.006 },
        },
      },
      {
        month: '2026-10',
        type: 'PAYMENT_DUE',
        spent: 0,
        savedCount: 0,
        saved: 0,
        broadcast: 0,
        channels: {},
      },
      {
        month: '2026-11',
        type: 'GENERIC',
        spent: 0.004,
        savedCount: 0,
        saved: 0,
        broadcast: 0.004,
        channels: { SMS: { sent: 1, spent: 0.004 } },
      },
    ],
    total: { spent: 0.0102, savedCount: 11, saved: 0.0144, broadcast: 0.0246 },
  });
});

it.each<[string, Given, number]>([
  ['was read before its step', { read: true }, 1],
  ['was read before the message was cancelled', { read: true, cancelledAt: '2100-01-01' }, 1],
  ['was cancelled with its message, and read later', { read: true, cancelledAt: '2026-10-16' }, 0],
  ['was cancelled with its message', { cancelledAt: '2026-10-16' }, 0],
  ['was to leave at once', { read: true, strategy: 'BROADCAST' }, 0],
  ['had left when it was read', { read: true, status: 'SENT', cost: 2_000 }, 0],
  ['was not wanted', { read: true, status: 'SUPPRESSED' }, 0],
])('of what %s it counts so many as saved', async (_what, given, expected) => {
  await ended({ status: 'CANCELLED', ...given });
  expect((await report()).total.savedCount).toBe(expected);
});

it('counts a message in the month that it was accepted in, in UTC', async () => {
  await ended({ at: '2026-09-30 23:59:59.999+00', cost: 1 });
  await ended({ at: '2026-10-01 00:00:00+00', cost: 10 });
  await ended({ at: '2026-10-31 23:59:59.999+00', cost: 100 });
  await ended({ at: '2026-11-01 00:00:00+00', cost: 1_000 });
  expect((await report('?from=2026-10&to=2026-10')).total.spent).toBe(0.00011);
});

it('reads the partitions of its months and no others', async () => {
  const plan: string[] = [];
  const explaining: Sql = {
    query: async (text, values) => {
      const rows = await app.sql<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values);
      plan.push(...rows.map((row) => row['QUERY PLAN']));
      return [];
    },
  };
  const month = await thisMonth(app.nest.get(Database));
  await spentByMonth(explaining, startsOf({ from: month, to: month }));
  const [deliveries, notifications] = ['deliveries', 'notifications'].map((table) => [
    ...new Set(plan.join().match(new RegExp(`on ${table}_\\w+`, 'g'))),
  ]);
  expect(deliveries).toEqual([`on deliveries_${month.replace('-', '_')}`]);
  expect(notifications).toEqual([`on notifications_${month.replace('-', '_')}`]);
});

it('tells of this month where nobody says which', async () => {
  await ended({ at: 'now', cost: 500 });
  const { from, to, total } = await report('');
  expect(from).toBe(to);
  expect(total.spent).toBe(0.0005);
});

it.each([
  ['?from=2026-13', 'from', /^from must be a month like 2026-11$/],
  ['?from=2026', 'from', /^from must be a month/],
  ['?to=yesterday', 'to', /^to must be a month/],
  ['?to=', 'to', /^to must be a month/],
  ['?from=1969-12&to=1970-01', 'from', /^from must be a month/],
  // It would end in a year of five digits, which is no date to the database.
  ['?to=9999-12', 'to', /^to must be a month/],
  ['?from=2026-11&to=2026-10', 'from', /^from must not be after to, which is 2026-10$/],
  ['?from=2024-01&to=2026-01', 'from', /24 months/],
  ['?from=2026-10&from=2026-11', 'from', /^from must be a month/],
  ['?month=2026-10', 'month', /is not a field of this request/],
])('refuses %s with a sentence', async (query, path, sentence) => {
  const { status, body } = await admin.get<{ errors: unknown[] }>(`/api/admin/costs${query}`);
  expect(status).toBe(400);
  expect(body.errors).toEqual([{ path, message: expect.stringMatching(sentence) }]);
});

it('is for admins', async () => {
  const head = await app.as('community-head@demo.munadi');
  expect((await head.get('/api/admin/costs')).status).toBe(403);
  expect((await app.anonymous.get('/api/admin/costs')).status).toBe(401);
});
