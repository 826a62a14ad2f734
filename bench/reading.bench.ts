import { setTimeout as sleep } from 'node:timers/promises';
import { Pool, type QueryResultRow } from 'pg';
import { beforeAll, expect, it } from 'vitest';
import { markRead } from '../src/feed/marks/read.sql.js';
import { Database } from '../src/platform/database/database.js';
import { startApp } from '../test/support/app.js';
import { afterFile } from '../test/support/after-file.js';
import { testDatabase } from '../test/support/database.js';
import { eventually } from '../test/support/eventually.js';
import { emptyRedis } from '../test/support/redis-database.js';
import { community } from './support/community.js';
import { fallingDue } from './support/falling-due.sql.js';
import { keepJournal } from './support/journal.sql.js';
import { report } from './support/measure.js';
import { Nowhere } from './support/nowhere.js';

const PEOPLE = 10_000;
const PER_MESSAGE = 100;
const READERS = 32;
const ROUNDS = 3;

let database: Database;
let group: string;
let readers: Pool;
/** When the provider's call for a step began. */
const called = new Map<string, number>();

beforeAll(async () => {
  const DATABASE_URL = (await testDatabase()).url;
  readers = new Pool({ connectionString: DATABASE_URL, max: READERS, application_name: 'readers' });
  afterFile(() => readers.end());
  const environment = {
    DATABASE_URL,
    REDIS_URL: await emptyRedis(),
    MUNADI_DEMO: '0',
    MUNADI_ROLE: 'worker',
  };
  const replicas = [await startApp(environment), await startApp(environment)];
  for (const { nest } of replicas) {
    new Nowhere(nest, (batch) => {
      const at = performance.now();
      for (const { notificationId, channel } of batch) called.set(`${notificationId} ${channel}`, at);
    });
  }
  database = replicas[0]!.nest.get(Database);
  group = await community(database, PEOPLE);
  // An SMS is not to be held back by the night in which this runs.
  await database.query('UPDATE preferences SET quiet_start = NULL, quiet_end = NULL');
  await keepJournal(database);
});

/**
 * A read and a claim want the same row, so one of them comes first. What was claimed before the read was
 * committed is in a worker's hands and may go out; nothing that is claimed after it may.
 */
it('what is read at the moment its steps fall due', async (context) => {
  const rounds: Awaited<ReturnType<typeof race>>[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await race());
  const sum = (pick: (each: (typeof rounds)[number]) => number) =>
    rounds.reduce((all, each) => all + pick(each), 0);
  report(context, {
    measure: 'steps claimed after their notification was read',
    target: { atMost: 0 },
    value: sum(({ claimedAfterRead }) => claimedAfterRead),
    each: rounds.map(({ claimedAfterRead }) => claimedAfterRead),
    detail: `${ROUNDS} × ${PEOPLE} reads over ${READERS} connections while an SMS and an email for each fall due, two workers: ${sum(({ left }) => left)} had left, ${sum(({ cancelled }) => cancelled)} were cancelled, ${sum(({ inHand }) => inHand)} were in a worker’s hands as the read was committed`,
  });
});

async function race() {
  called.clear();
  await database.query('TRUNCATE bench.journal, notifications, deliveries, attempts, messages');
  const channels = ['SMS', 'EMAIL'] as const;
  const at = await fallingDue(database, {
    group,
    people: PEOPLE,
    perMessage: PER_MESSAGE,
    channels,
    inSeconds: 4,
  });
  const people = await database.query<{ id: string; userId: string }>(
    'SELECT id, user_id AS "userId" FROM notifications ORDER BY random()',
  );
  // The next tick comes within a second, and the reads take longer than that.
  await sleep(at.getTime() - Date.now());
  const reads = await readAll(people);
  await eventually(
    async () => {
      const [row] = await database.query<{ open: number }>(
        "SELECT count(*)::int AS open FROM deliveries WHERE status IN ('SCHEDULED', 'PENDING', 'SENDING', 'RETRYING')",
      );
      expect(row?.open).toBe(0);
    },
    { timeout: 60_000, every: 200 },
  );
  const figures = await counted(reads);
  // Else nobody raced.
  expect(figures.left).toBeGreaterThan(0);
  expect(figures.cancelled).toBeGreaterThan(0);
  expect(figures.left + figures.cancelled).toBe(2 * PEOPLE);
  return figures;
}

interface Read {
  id: string;
  /** When the answer was there, and so its commit over: by the wall, which is the database's as well, and by ours. */
  wall: number;
  own: number;
}

async function readAll(people: { id: string; userId: string }[]): Promise<Read[]> {
  const reads: Read[] = [];
  const waiting = [...people];
  const sql = {
    query: async <Row extends QueryResultRow>(text: string, values?: unknown[]) =>
      (await readers.query<Row>(text, values)).rows,
  };
  const oneAfterAnother = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      expect(await markRead(sql, next.userId, [next.id])).toEqual([next.id]);
      reads.push({ id: next.id, wall: Date.now(), own: performance.now() });
    }
  };
  await Promise.all(Array.from({ length: READERS }, oneAfterAnother));
  return reads;
}

async function counted(reads: readonly Read[]) {
  const [row] = await database.query<{ left: number; cancelled: number; claimedAfterRead: number }>(
    `SELECT count(*) FILTER (WHERE status = 'SENT')::int AS left, count(*) FILTER (WHERE status = 'CANCELLED')::int AS cancelled,
            (SELECT count(*)::int FROM bench.journal
               LEFT JOIN unnest($1::uuid[], $2::float8[]) AS reads(id, at) ON reads.id = notification_id
              WHERE became = 'SENDING' AND (was_read OR began > to_timestamp(reads.at / 1000))) AS "claimedAfterRead"
       FROM deliveries`,
    [reads.map(({ id }) => id), reads.map(({ wall }) => wall)],
  );
  if (!row) throw new Error('An aggregate always has a row.');
  const inHand = reads.flatMap(({ id, own }) =>
    ['SMS', 'EMAIL'].filter((channel) => (called.get(`${id} ${channel}`) ?? 0) > own),
  ).length;
  return { ...row, inHand };
}
