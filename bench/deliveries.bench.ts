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
    `INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, timings, state, content)
     VALUES ('ANNOUNCEMENT', 'MEMBER', $1, '{EMAIL}', 'HIGH', 'important', 'BROADCAST', '[{"name":"default","delays":[0]}]', 'FANNING_OUT', $2) RETURNING id`,
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

/** The same rows in the same tables, one after the other. */
async function naively(): Promise<number> {
  await database.query('TRUNCATE notifications, deliveries, attempts, messages');
  const { messageId, people } = await waitingPeople();
  const redis = connectRedis(inject('redisUrl') ?? '', { maxRetriesPerRequest: null });
  const queue = new Queue<{ notificationId: string }>('naive', { connection: redis, prefix: '{naive}' });
  let sent = 0;
  const all = Promise.withResolvers<void>();
  const worker = new Worker<{ notificationId: string }>(
    'naive',
    async ({ data: { notificationId } }) => {
      await database.prisma.delivery.update({
        where: {
          messageId_notificationId_channel: { messageId, notificationId, channel: 'EMAIL' },
        },
        data: { status: 'SENT', sentAt: new Date() },
      });
      if (++sent === NAIVELY) all.resolve();
    },
    { connection: redis, prefix: '{naive}', concurrency: 16 },
  );
  const took = await seconds(async () => {
    const oneAfterAnother = async () => {
      for (let notificationId = people.pop(); notificationId; notificationId = people.pop()) {
        const at = new Date();
        await database.prisma.delivery.create({
          data: {
            messageId,
            notificationId,
            channel: 'EMAIL',
            lane: 'important',
            status: 'PENDING',
            batch: 0,
            readyAt: at,
            dueAt: at,
          },
        });
        await queue.add('send', { notificationId }, { removeOnComplete: true });
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

/** People who are noted already, which is not even counted against the naive way. */
async function waitingPeople(): Promise<{ messageId: string; people: string[] }> {
  const [message] = await database.query<{ id: string }>(
    `INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state)
     VALUES ('ANNOUNCEMENT', 'MEMBER', '{}', '{EMAIL}', 'HIGH', 'important', 'BROADCAST', 'COMPLETED') RETURNING id`,
  );
  const messageId = message?.id ?? '';
  const people = await database.query<{ id: string }>(
    `INSERT INTO notifications (message_id, user_id)
     SELECT $1, user_id FROM group_members WHERE group_id = $2 LIMIT $3 RETURNING id`,
    [messageId, group, NAIVELY],
  );
  return { messageId, people: people.map(({ id }) => id) };
}
