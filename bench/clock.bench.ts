import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import { Clock } from '../src/clock/clock.js';
import { Database } from '../src/platform/database/database.js';
import { startApp, type TestApp } from '../test/support/app.js';
import { eventually } from '../test/support/eventually.js';
import { emptyRedis } from '../test/support/redis-database.js';
import { community } from './support/community.js';
import { fallingDue, farAhead } from './support/falling-due.sql.js';
import { keepJournal } from './support/journal.sql.js';
import { median, percentile, report } from './support/measure.js';
import { Nowhere } from './support/nowhere.js';
import { watchStatements } from './support/statements.js';

const FAR_AHEAD = 1_000_000;
const DUE = 10_000;
/** Fewer, because each is a hint, a claim, a call and an outcome of its own. */
const DUE_ONE_BY_ONE = 2_000;
const ROUNDS = 5;
const TICKS = 50;

let app: TestApp;
let database: Database;
let group: string;
/** When the provider was called for each, in milliseconds since the epoch. */
let called: number[] = [];

beforeAll(async () => {
  app = await startApp({ REDIS_URL: await emptyRedis(), MUNADI_DEMO: '0', MUNADI_ROLE: 'worker' });
  database = app.nest.get(Database);
  new Nowhere(app.nest, (batch) => {
    const at = Date.now();
    called.push(...batch.map(() => at));
  });
  group = await community(database, DUE);
  await farAhead(database, FAR_AHEAD);
  await keepJournal(database);
});

it('costs next to nothing while nothing is due', async (context) => {
  const mine = new AsyncLocalStorage<number>();
  // The application's own ticks go on beside, and are not counted.
  const statements = watchStatements(() => mine.getStore() !== undefined);
  const clock = app.nest.get(Clock);
  const ticks: { ms: number; statements: number }[] = [];
  for (let tick = 0; tick < TICKS; tick++) {
    const before = statements().length;
    const started = performance.now();
    await mine.run(tick, () => clock.tick());
    ticks.push({ ms: performance.now() - started, statements: statements().length - before });
    await sleep(50);
  }
  const times = ticks.map(({ ms }) => ms);
  const asked = ticks.map((each) => each.statements);
  const beside = `${FAR_AHEAD / 1e6}M deliveries SCHEDULED for later`;
  report(context, {
    measure: 'an idle tick, ms',
    target: { atMost: 10 },
    value: median(times),
    each: [percentile(times, 0.99)],
    detail: `median of ${TICKS} beside ${beside}; the pair is the 99th percentile, with the sweep of every ten seconds`,
  });
  report(context, {
    measure: 'SQL statements of an idle tick',
    target: { atMost: 1 },
    value: median(asked),
    each: [Math.max(...asked)],
    detail: `the same ticks; the pair is one with a sweep`,
  });
});

for (const [which, people, perMessage, withinMs] of [
  ['one message', DUE, DUE, 5_000],
  ['as many messages', DUE_ONE_BY_ONE, 1, 10_000],
] as const) {
  it(`so many steps of ${which} at one instant`, async (context) => {
    const rounds: Lateness[] = [];
    for (let round = 0; round < ROUNDS; round++)
      rounds.push(await lateness(people, perMessage, round / ROUNDS));
    const p50 = (which: keyof Lateness) => median(rounds.map((each) => median(each[which]))).toFixed(0);
    const p99s = (which: keyof Lateness) => rounds.map((each) => percentile(each[which], 0.99));
    const how = `${people} steps of ${which} due at one instant, beside ${FAR_AHEAD / 1e6}M of later days; one worker, Redis`;
    report(context, {
      measure: `due to promoted, p99 in ms (${which})`,
      target: { atMost: 2_000 },
      value: median(p99s('promoted')),
      each: p99s('promoted'),
      detail: `p50 ${p50('promoted')} ms; a tick comes every second; ${how}`,
    });
    report(context, {
      measure: `due to the provider's call, p99 in ms (${which})`,
      target: { atMost: withinMs },
      value: median(p99s('called')),
      each: p99s('called'),
      detail: `p50 ${p50('called')} ms; the same steps, to a provider that answers at once`,
    });
  });
}

/** In milliseconds, of each step. */
interface Lateness {
  promoted: number[];
  called: number[];
}

/** The phase is the part of a second, so that not all rounds meet the same moment between two ticks. */
async function lateness(people: number, perMessage: number, phase: number): Promise<Lateness> {
  called = [];
  const inSeconds = 3 + phase;
  const at = await fallingDue(database, { group, people, perMessage, channels: ['EMAIL'], inSeconds });
  await eventually(
    async () => {
      const [row] = await database.query<{ left: number }>(
        `SELECT count(*)::int AS left FROM deliveries
          WHERE due_at < now() + interval '1 hour' AND status IN ('SCHEDULED', 'PENDING', 'SENDING')`,
      );
      expect(row?.left).toBe(0);
    },
    { timeout: 120_000, every: 200 },
  );
  const promoted = await database.query<{ ms: number }>(
    `SELECT extract(epoch FROM at - $1)::float8 * 1000 AS ms FROM bench.journal WHERE became = 'PENDING'`,
    [at],
  );
  await database.query('TRUNCATE bench.journal');
  expect([promoted.length, called.length]).toEqual([people, people]);
  return { promoted: promoted.map(({ ms }) => ms), called: called.map((ms) => ms - at.getTime()) };
}
