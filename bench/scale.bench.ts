import { Redis } from 'ioredis';
import { beforeAll, expect, it } from 'vitest';
import { Database } from '../src/platform/database/database.js';
import { planHint } from '../src/platform/queues/hints.js';
import { Queues } from '../src/platform/queues/queues.js';
import { startApp, type TestApp } from '../test/support/app.js';
import { emptyRedis } from '../test/support/redis-database.js';
import { community, gotraOf } from './support/community.js';
import type { Audience } from '../src/audience/audience.js';
import { Nowhere } from './support/nowhere.js';
import { median, report } from './support/measure.js';

const MILLION = Number(process.env.BENCH_PEOPLE ?? 1_000_000);
const SMALL = 10_000;
const PAIRS = 3;
const EARLIER_ROWS = 10_000_000;
/** Fewer, because each takes a minute and comes on top of the rows of those before. */
const PAIRS_ON_TOP = 3;

let app: TestApp;
let database: Database;
let redisUrl: string;
let everybody: string;
let some: string;
let nowhere: Nowhere;

beforeAll(async () => {
  redisUrl = await emptyRedis();
  app = await startApp({ REDIS_URL: redisUrl, MUNADI_DEMO: '0', MUNADI_ROLE: 'worker' });
  database = app.nest.get(Database);
  nowhere = new Nowhere(app.nest);
  everybody = await community(database, MILLION);
  some = await community(database, SMALL);
});

it('a million cost each no more than ten thousand do, in constant memory', async (context) => {
  const ratios: number[] = [];
  const perPerson: number[] = [];
  const growth: number[] = [];
  const inRedis: number[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const small = await carry(some, SMALL);
    const large = await carry(everybody, MILLION);
    ratios.push(large.perPerson / small.perPerson);
    perPerson.push(large.perPerson);
    growth.push(large.rssMb);
    inRedis.push(large.redisMb);
    if (pair < PAIRS - 1) await database.query('TRUNCATE notifications, deliveries, attempts, messages');
  }
  report(context, {
    measure: 'time per recipient, 1M ÷ 10k',
    target: { atMost: 1.3 },
    value: median(ratios),
    each: ratios,
    detail: `planned and delivered in the app: ${(median(perPerson) * 1e6).toFixed(0)} µs each for the million`,
  });
  report(context, {
    measure: 'RSS growth for a 1M fan-out, MB',
    target: { atMost: 64 },
    value: median(growth),
    each: growth,
    detail: 'the most at any time, above what it was before',
  });
  report(context, {
    measure: 'Redis for a 1M fan-out, MB',
    target: { atMost: 5 },
    value: median(inRedis),
    each: inRedis,
    detail: 'the most at any time, above what it was before',
  });
});

it('overlapping groups reach each of a million once, at the price of one group', async (context) => {
  const half = await gotraOf(database, everybody, MILLION / 2);
  const third = await gotraOf(database, everybody, Math.round(MILLION / 3));
  const overlapping = [everybody, half, third].map((group) => ({ group, subgroups: true as const }));
  const ratios: number[] = [];
  const took: number[] = [];
  const growth: number[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    await database.query('TRUNCATE notifications, deliveries, attempts, messages');
    const alone = await carry(everybody, MILLION);
    await database.query('TRUNCATE notifications, deliveries, attempts, messages');
    const together = await carry({ include: overlapping }, MILLION);
    ratios.push(together.perPerson / alone.perPerson);
    took.push(together.perPerson * MILLION);
    growth.push(together.rssMb);
  }
  report(context, {
    measure: 'a fan-out of 1M by three overlapping groups ÷ by one',
    target: { atMost: 1.3 },
    value: median(ratios),
    each: ratios,
    detail: `the community, half of it and a third of it: ${median(took).toFixed(0)} s for exactly ${MILLION} notifications, planned and delivered in the app`,
  });
  report(context, {
    measure: 'RSS growth for a 1M fan-out by overlapping groups, MB',
    target: { atMost: 64 },
    value: median(growth),
    each: growth,
    detail: 'the most at any time, above what it was before',
  });
});

it('and with ten million rows already there', async (context) => {
  await database.query('TRUNCATE notifications, deliveries, attempts, messages');
  for (let rows = 0; rows < EARLIER_ROWS; rows += 2 * MILLION) await earlierMillion();
  await database.query('VACUUM (ANALYZE) notifications, deliveries');
  const ratios: number[] = [];
  for (let pair = 0; pair < PAIRS_ON_TOP; pair++) {
    const small = await carry(some, SMALL);
    ratios.push((await carry(everybody, MILLION)).perPerson / small.perPerson);
  }
  report(context, {
    measure: 'the same with 10M rows already there',
    target: { atMost: 1.3 },
    value: median(ratios),
    each: ratios,
    detail: 'five million notifications and as many deliveries of earlier messages',
  });
});

/** A million notifications and deliveries of an earlier message, all delivered and read. */
async function earlierMillion(): Promise<void> {
  await database.pool.query({
    text: `WITH message AS (
         INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state, progressed_at)
         VALUES ('ANNOUNCEMENT', 'MEMBER', '{}', '{IN_APP}', 'LOW', 'bulk', 'BROADCAST', 'COMPLETED', now() - interval '1 day') RETURNING id
       ), noted AS (
         INSERT INTO notifications (message_id, id, user_id, read_at)
         SELECT message.id, uuidv7(interval '-2 hours'), user_id, now() FROM message, group_members WHERE group_id = $1
         RETURNING message_id, id
       )
       INSERT INTO deliveries (message_id, notification_id, channel, lane, batch, ready_at, due_at, status, sent_at)
       SELECT message_id, id, 'IN_APP', 'bulk', 0, now(), now(), 'DELIVERED', now() FROM noted`,
    values: [everybody],
    query_timeout: 600_000,
  } as { text: string; values: unknown[] });
}

const wholly = (group: string): Audience => ({ include: [{ group, subgroups: true }] });

async function carry(to: string | Audience, people: number) {
  const redis = new Redis(redisUrl);
  const before = { rss: process.memoryUsage.rss(), redis: await memoryOf(redis) };
  const most = { ...before };
  const watch = setInterval(() => {
    most.rss = Math.max(most.rss, process.memoryUsage.rss());
    void memoryOf(redis).then((bytes) => (most.redis = Math.max(most.redis, bytes)));
  }, 100);
  const started = performance.now();
  await fanOut(typeof to === 'string' ? wholly(to) : to, people);
  const took = performance.now() - started;
  clearInterval(watch);
  redis.disconnect();
  return {
    perPerson: took / 1_000 / people,
    rssMb: (most.rss - before.rss) / 2 ** 20,
    redisMb: (most.redis - before.redis) / 2 ** 20,
  };
}

async function memoryOf(redis: Redis): Promise<number> {
  return Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1]);
}

async function fanOut(audience: Audience, people: number): Promise<void> {
  const [row] = await database.query<{ id: string }>(
    `INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, timings, state, content)
     VALUES ('ANNOUNCEMENT', 'MEMBER', $1, '{IN_APP}', 'LOW', 'bulk', 'BROADCAST', '[{"name":"default","delays":[0]}]', 'FANNING_OUT', $2) RETURNING id`,
    [
      JSON.stringify(audience),
      JSON.stringify({ subject: 'Gathering', message: 'We meet at eight in the town hall.' }),
    ],
  );
  const id = row?.id ?? '';
  await app.nest.get(Queues).hint('bulk', [planHint(id, 0)]);
  await nowhere.hasAll(database, id, people);
  const [reached] = await database.query(
    `SELECT count(*)::int AS sent, count(DISTINCT user_id)::int AS people FROM deliveries
       JOIN notifications ON notifications.message_id = deliveries.message_id AND notifications.id = notification_id
      WHERE deliveries.message_id = $1 AND status = 'SENT' AND attempt = 1`,
    [id],
  );
  expect(reached).toEqual({ sent: people, people });
}
