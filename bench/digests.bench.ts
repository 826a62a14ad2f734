import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import { theseUsers } from '../src/audience/audience.js';
import type { Outgoing } from '../src/delivery/channels/provider.js';
import { DueDigests } from '../src/delivery/digests/due-digests.js';
import { Planner } from '../src/notifications/planning/planner.js';
import { Database } from '../src/platform/database/database.js';
import { startApp, type TestApp } from '../test/support/app.js';
import { testDatabase } from '../test/support/database.js';
import { eventually } from '../test/support/eventually.js';
import { emptyRedis } from '../test/support/redis-database.js';
import { report, seconds, thousands } from './support/measure.js';
import { Nowhere } from './support/nowhere.js';

const ARRIVALS = 10_000;
const READERS = 20;
const SENDERS = 8;
const CLOSE_EVERY_MS = 50;

let replicas: TestApp[];
let database: Database;
let readers: string[];
const emails: Outgoing[] = [];

beforeAll(async () => {
  const environment = {
    DATABASE_URL: (await testDatabase()).url,
    REDIS_URL: await emptyRedis(),
    MUNADI_DEMO: '0',
    THROTTLE_PER_HOUR: String(10 * ARRIVALS),
  };
  replicas = [await startApp(environment), await startApp(environment)];
  for (const { nest } of replicas) {
    new Nowhere(nest, (batch) => emails.push(...batch.filter(({ channel }) => channel === 'EMAIL')));
  }
  database = replicas[0]!.nest.get(Database);
  const rows = await database.query<{ id: string }>(
    `WITH readers AS (
       INSERT INTO users (name, email) SELECT 'A reader', number || '@bench.test' FROM generate_series(1, $1::int) AS number RETURNING id
     )
     INSERT INTO preferences (user_id, digest) SELECT id, 'HOURLY' FROM readers RETURNING user_id AS id`,
    [READERS],
  );
  readers = rows.map(({ id }) => id);
});

it('a digest closes again and again while ten thousand arrive', async (context) => {
  const accepted: string[] = [];
  const took = await seconds(() => closingMeanwhile(() => arriveAll(accepted)));
  await eventually(
    async () => {
      await closeNow();
      const [row] = await database.query<{ open: number }>(
        `SELECT count(*)::int AS open FROM deliveries WHERE status IN ('SCHEDULED', 'PENDING', 'SENDING', 'RETRYING')`,
      );
      expect(row?.open).toBe(0);
    },
    { timeout: 120_000, every: 500 },
  );
  const told = emails.flatMap(titlesOf);
  const more = emails.reduce((sum, { collected }) => sum + counted(collected?.more), 0);
  // What an email only counts is recorded as sent by it, once.
  const [sent] = await database.query<{ once: number; again: number; digests: number }>(
    `SELECT count(*) FILTER (WHERE status = 'SENT' AND calls = 1)::int AS once, count(*) FILTER (WHERE calls > 1)::int AS again,
            count(DISTINCT digest_id)::int AS digests
       FROM deliveries CROSS JOIN LATERAL (
         SELECT count(*) AS calls FROM attempts WHERE attempts.message_id = deliveries.message_id AND delivery_id = deliveries.id) AS made
      WHERE channel = 'EMAIL'`,
  );
  const twice =
    told.length - new Set(told).size + Math.max(0, told.length + more - ARRIVALS) + (sent?.again ?? 0);
  const lost = ARRIVALS - (sent?.once ?? 0) + Math.max(0, ARRIVALS - told.length - more);
  const detail = `${ARRIVALS} over ${SENDERS} connections for ${READERS} readers, ${thousands(ARRIVALS / took)}/s, two processes: ${sent?.digests} digests in ${emails.length} emails, which told ${told.length} and counted ${more}`;
  report(context, {
    measure: 'items of a digest lost',
    target: { atMost: 0 },
    value: lost,
    each: [lost],
    detail,
  });
  report(context, {
    measure: 'items of a digest doubled',
    target: { atMost: 0 },
    value: twice,
    each: [twice],
    detail: 'the same: by what the emails say, and by what is recorded',
  });
  expect([lost, twice]).toEqual([0, 0]);
  // Else nothing arrived while one was closing.
  expect(sent?.digests).toBeGreaterThan(2 * READERS);
});

const titlesOf = ({ collected, said }: Outgoing) =>
  collected?.items.map(({ title }) => title) ?? [said.title];

/** “And 1,204 more” */
const counted = (more: string | null | undefined) => Number(more?.replace(/\D/g, '') ?? 0);

async function arriveAll(accepted: string[]): Promise<void> {
  const planners = replicas.map(({ nest }) => nest.get(Planner));
  let next = 0;
  const oneAfterAnother = async (planner: Planner) => {
    for (let number = next++; number < ARRIVALS; number = next++) {
      const reader = readers[number % READERS] ?? '';
      const taken = await planner.accept({
        type: 'ANNOUNCEMENT',
        cause: { origin: 'MEMBER', senderId: reader },
        audience: theseUsers(reader),
        channels: ['EMAIL'],
        priority: 'MEDIUM',
        values: {},
        content: { subject: `Number ${number}`, message: 'We meet at eight in the town hall.' },
      });
      if (taken) accepted.push(taken.messageId);
    }
  };
  await Promise.all(
    Array.from({ length: SENDERS }, (_, place) => oneAfterAnother(planners[place % planners.length]!)),
  );
  expect(accepted).toHaveLength(ARRIVALS);
}

/** The hour is over for what is open, whatever is being put into it at that moment, and two clocks see it. */
async function closeNow(): Promise<void> {
  await database.query('UPDATE digests SET due_at = now() WHERE closed_at IS NULL');
  await Promise.all(replicas.map(({ nest }) => nest.get(DueDigests).hint()));
}

async function closingMeanwhile(work: () => Promise<void>): Promise<void> {
  let going = true;
  const closing = (async () => {
    while (going) {
      await closeNow();
      await sleep(CLOSE_EVERY_MS);
    }
  })();
  await work().finally(() => (going = false));
  await closing;
}
