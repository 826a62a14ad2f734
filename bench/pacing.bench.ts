import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import { theseUsers } from '../src/audience/audience.js';
import { Planner } from '../src/notifications/planning/planner.js';
import { Database } from '../src/platform/database/database.js';
import { planHint } from '../src/platform/queues/hints.js';
import { Pace } from '../src/platform/queues/pace.js';
import { Queues } from '../src/platform/queues/queues.js';
import { startApp, type TestApp } from '../test/support/app.js';
import { emptyRedis } from '../test/support/redis-database.js';
import { eventually } from '../test/support/eventually.js';
import { community } from './support/community.js';
import { Nowhere } from './support/nowhere.js';
import { median, percentile, report, thousands } from './support/measure.js';

const PEOPLE = 100_000;
const DELIVERIES = 2 * PEOPLE;
const CRITICAL_PER_SECOND = 20;
const ROUNDS = 5;

let app: TestApp;
let database: Database;
let group: string;
let somebody: string;
let nowhere: Nowhere;

beforeAll(async () => {
  app = await startApp({ REDIS_URL: await emptyRedis(), MUNADI_DEMO: '0' });
  database = app.nest.get(Database);
  nowhere = new Nowhere(app.nest);
  group = await community(database, PEOPLE);
  const [member] = await database.query<{ id: string }>('SELECT id FROM users LIMIT 1');
  somebody = member?.id ?? '';
});

it('the critical lane while a hundred thousand go by bulk', async (context) => {
  const pace = app.nest.get(Pace);
  const asItIs = pace.restAfter.bind(pace);
  const rounds: { idle: number; busy: number; paced: number; unpaced: number; unpacedP99: number }[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const idle = await criticalP99(() => sleep(10_000));
    pace.restAfter = () => 0;
    const without = await withBulk();
    pace.restAfter = asItIs;
    const withPace = await withBulk();
    // The first round warms up.
    if (round > 0) {
      rounds.push({
        idle,
        busy: withPace.p99,
        paced: withPace.rate,
        unpaced: without.rate,
        unpacedP99: without.p99,
      });
    }
  }
  const of = (name: keyof (typeof rounds)[number]) => median(rounds.map((round) => round[name]));
  const slower = rounds.map(({ idle, busy }) => busy / idle);
  report(context, {
    measure: 'critical p99 with a 100k bulk fan-out running ÷ idle',
    target: { atMost: 3 },
    value: median(slower),
    each: slower,
    detail: `accept to sent, ${CRITICAL_PER_SECOND}/s: ${of('busy').toFixed(0)} ms against ${of('idle').toFixed(0)} ms; without pacing ${of('unpacedP99').toFixed(0)} ms; all in one process, Redis`,
  });
  const kept = rounds.map(({ paced, unpaced }) => paced / unpaced);
  report(context, {
    measure: 'bulk rate while it yields ÷ unpaced',
    target: { atLeast: 0.5 },
    value: median(kept),
    each: kept,
    detail: `${thousands(of('paced'))} against ${thousands(of('unpaced'))} deliveries/s, beside the same critical traffic`,
  });
});

async function withBulk(): Promise<{ p99: number; rate: number }> {
  await database.query('TRUNCATE notifications, deliveries, attempts, messages');
  let took = 0;
  const p99 = await criticalP99(async () => {
    const started = performance.now();
    await fanOut();
    took = (performance.now() - started) / 1_000;
  });
  return { p99, rate: DELIVERIES / took };
}

/** In milliseconds, of what is accepted while `meanwhile` goes on. */
async function criticalP99(meanwhile: () => Promise<unknown>): Promise<number> {
  const planner = app.nest.get(Planner);
  const ids: string[] = [];
  let going = true;
  const asking = (async () => {
    for (let next = performance.now(); going; next += 1_000 / CRITICAL_PER_SECOND) {
      await sleep(Math.max(0, next - performance.now()));
      const accepted = await planner.accept({
        type: 'SECURITY_ALERT',
        cause: { origin: 'MEMBER', senderId: somebody },
        audience: theseUsers(somebody),
        channels: ['EMAIL'],
        values: {},
        content: { subject: 'A new device', message: 'Somebody signed in from a new device.' },
      });
      if (accepted) ids.push(accepted.messageId);
    }
  })();
  await meanwhile();
  going = false;
  await asking;
  return await eventually(
    async () => {
      const rows = await database.query<{ ms: number }>(
        `SELECT extract(epoch FROM sent_at - messages.created_at)::float * 1000 AS ms
           FROM deliveries JOIN messages ON messages.id = deliveries.message_id
          WHERE message_id = ANY($1::uuid[]) AND status = 'SENT'`,
        [ids],
      );
      expect(rows).toHaveLength(ids.length);
      return percentile(
        rows.map(({ ms }) => ms),
        0.99,
      );
    },
    { timeout: 10_000 },
  );
}

async function fanOut(): Promise<void> {
  const [row] = await database.query<{ id: string }>(
    `INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, timings, state, content)
     VALUES ('ANNOUNCEMENT', 'MEMBER', $1, '{IN_APP,EMAIL}', 'LOW', 'bulk', 'BROADCAST', '[{"name":"default","delays":[0,0]}]', 'FANNING_OUT', $2) RETURNING id`,
    [
      JSON.stringify({ include: [{ group, subgroups: true }] }),
      JSON.stringify({ subject: 'Gathering', message: 'We meet at eight in the town hall.' }),
    ],
  );
  const id = row?.id ?? '';
  await app.nest.get(Queues).hint('bulk', [planHint(id, 0)]);
  await nowhere.hasAll(database, id, DELIVERIES);
  const [sent] = await database.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM deliveries WHERE message_id = $1 AND status = 'SENT' AND attempt = 1",
    [id],
  );
  expect(sent?.count).toBe(DELIVERIES);
}
