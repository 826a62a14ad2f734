import { Queue, Worker } from 'bullmq';
import { beforeAll, expect, inject, it } from 'vitest';
import { Database } from '../src/platform/database/database.js';
import { planHint } from '../src/platform/queues/hints.js';
import { Queues } from '../src/platform/queues/queues.js';
import { connectRedis } from '../src/platform/queues/redis.js';
import { startApp, type TestApp } from '../test/support/app.js';
import { emptyRedis } from '../test/support/redis-database.js';
import { community } from './support/community.js';
import { Nowhere } from './support/nowhere.js';
import { median, pairs, report, seconds, thousands } from './support/measure.js';

const PEOPLE = 50_000;
/** The naive way is given fewer, because it would take minutes. */
const NAIVELY = 3_000;

let app: TestApp;
let database: Database;
let group: string;
let nowhere: Nowhere;

beforeAll(async () => {
  app = await startApp({ REDIS_URL: await emptyRedis(), MUNADI_DEMO: '0', MUNADI_ROLE: 'worker' });
  database = app.nest.get(Database);
  nowhere = new Nowhere(app.nest);
  group = await community(database, PEOPLE);
});

it('deliveries that go nowhere, from the message to the recorded outcome', async (context) => {
  const measured = await pairs(ours, naively);
  const ratios = measured.map(({ ours: rate, theirs }) => rate / theirs);
  report(context, {
    measure: 'no-op deliveries/s ÷ the naive way',
    target: { atLeast: 20 },
    value: median(ratios),
    each: ratios,
    detail: `planned, hinted, claimed, worded, sent to nobody and recorded: ${thousands(median(measured.map(({ ours: rate }) => rate)))}/s; one Prisma create, one job, one update each, 16 at once: ${thousands(median(measured.map(({ theirs }) => theirs)))}/s; Redis`,
  });
});

/** Deliveries per second. */
async function ours(): Promise<number> {
  await database.query('TRUNCATE notifications, deliveries, attempts, messages');
  const [row] = await database.query<{ id: string }>(
    `INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state, content)
     VALUES ('ANNOUNCEMENT', 'MEMBER', $1, '{EMAIL}', 'HIGH', 'important', 'BROADCAST', 'FANNING_OUT', $2) RETURNING id`,
    [
      JSON.stringify({ include: [{ group, subgroups: true }] }),
      JSON.stringify({ subject: 'Gathering', message: 'We meet at eight in the town hall.' }),
    ],
  );
  const id = row?.id ?? '';
  const took = await seconds(async () => {
    await app.nest.get(Queues).hint('important', [planHint(id, 0)]);
    await nowhere.hasAll(database, id, PEOPLE);
  });
  const [sent] = await database.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM deliveries WHERE message_id = $1 AND status = 'SENT' AND attempt = 1",
    [id],
  );
  expect(sent?.count).toBe(PEOPLE);
  return PEOPLE / took;
}

async function naively(): Promise<number> {
  const redis = connectRedis(inject('redisUrl') ?? '', { maxRetriesPerRequest: null });
  const queue = new Queue<{ id: string }>('naive', { connection: redis, prefix: '{naive}' });
  let sent = 0;
  const all = Promise.withResolvers<void>();
  const worker = new Worker<{ id: string }>(
    'naive',
    async ({ data }) => {
      await database.prisma.sandboxMail.update({ where: { id: data.id }, data: { body: 'sent' } });
      if (++sent === NAIVELY) all.resolve();
    },
    { connection: redis, prefix: '{naive}', concurrency: 16 },
  );
  const deliveryId = '01937b6e-7c00-7000-8000-000000000001';
  let next = 0;
  const took = await seconds(async () => {
    const oneAfterAnother = async () => {
      while (next++ < NAIVELY) {
        const { id } = await database.prisma.sandboxMail.create({
          data: { channel: 'EMAIL', to: 'member@bench.test', body: 'We meet at eight.', deliveryId },
        });
        await queue.add('send', { id }, { removeOnComplete: true });
      }
    };
    await Promise.all(Array.from({ length: 16 }, oneAfterAnother));
    await all.promise;
  });
  await worker.close();
  await queue.close();
  redis.disconnect();
  return NAIVELY / took;
}
