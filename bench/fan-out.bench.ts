import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Audience } from '../src/audience/audience.js';
import { Database } from '../src/platform/database/database.js';
import { planChunk } from '../src/notifications/planning/plan-chunk.sql.js';
import type { PlanningMessage } from '../src/notifications/planning/planning-message.js';
import { testDatabase } from '../test/support/database.js';
import { community, gotraOf } from './support/community.js';
import { median, PAIRS, pairs, report, seconds, thousands } from './support/measure.js';

const HUNDRED_THOUSAND = 100_000;
const PEOPLE = Number(process.env.BENCH_PEOPLE ?? HUNDRED_THOUSAND);
const ROWS = 3 * PEOPLE;
const CHANNELS = ['IN_APP', 'EMAIL'] as const;

let database: Database;
let group: string;

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
  group = await community(database, PEOPLE);
});
afterAll(() => database.onApplicationShutdown());

it('a fan-out writes its rows nearly as fast as bare SQL does', async (context) => {
  const measured = await pairs(
    () => counted(() => plan()),
    () => counted(bareInserts),
    PEOPLE > HUNDRED_THOUSAND ? 3 : PAIRS,
  );
  const ratios = measured.map(({ ours, theirs }) => theirs / ours);
  const many = PEOPLE === HUNDRED_THOUSAND ? '' : `, ${thousands(PEOPLE)} people`;
  report(context, {
    measure: `fan-out rows/s ÷ raw INSERT … SELECT … ON CONFLICT${many}`,
    target: { atLeast: 0.8 },
    value: median(ratios),
    each: ratios,
    detail: `${thousands(ROWS)} rows (${thousands(PEOPLE)} people, 2 channels): ${speed(measured.map(({ ours }) => ours))} against ${speed(measured.map(({ theirs }) => theirs))} rows/s`,
  });
});

it('and not far behind COPY', async (context) => {
  const files = await copyOut();
  const measured = await pairs(
    () => counted(() => plan()),
    () => counted(() => copyIn(files)),
  );
  const ratios = measured.map(({ ours, theirs }) => theirs / ours);
  report(context, {
    measure: 'fan-out rows/s ÷ COPY into the same tables',
    target: { atLeast: 0.4 },
    value: median(ratios),
    each: ratios,
    detail: `the same rows, COPY from files on the server: ${speed(measured.map(({ ours }) => ours))} against ${speed(measured.map(({ theirs }) => theirs))} rows/s`,
  });
});

it('also where its groups overlap', async (context) => {
  const [half, third] = [
    await gotraOf(database, group, PEOPLE / 2),
    await gotraOf(database, group, Math.round(PEOPLE / 3)),
  ];
  const overlapping = {
    include: [group, half, third].map((each) => ({ group: each, subgroups: true as const })),
  };
  const measured = await pairs(
    () => counted(() => plan(overlapping)),
    () => counted(bareInserts),
  );
  const ratios = measured.map(({ ours, theirs }) => theirs / ours);
  report(context, {
    measure: 'fan-out rows/s ÷ raw INSERT … SELECT …, overlapping groups',
    target: { atLeast: 0.7 },
    value: median(ratios),
    each: ratios,
    detail: `a community, half of it and a third of it: ${speed(measured.map(({ ours }) => ours))} rows/s`,
  });
});

const speed = (times: number[]) => thousands(ROWS / median(times));

/** Into empty tables, and nobody lost or doubled. */
async function counted(work: () => Promise<void>): Promise<number> {
  await database.query('TRUNCATE notifications, deliveries, messages');
  await database.query('CHECKPOINT');
  const took = await seconds(work);
  const [row] = await database.query<{ people: number; deliveries: number }>(
    `SELECT (SELECT count(DISTINCT user_id)::int FROM notifications) AS people,
            (SELECT count(*)::int FROM deliveries) AS deliveries`,
  );
  expect(row).toEqual({ people: PEOPLE, deliveries: 2 * PEOPLE });
  return took;
}

async function plan(audience?: Audience): Promise<void> {
  const message = await newMessage(audience);
  while ((await planChunk(database, message, 100)).nextBatch !== undefined);
}

async function newMessage(
  audience: Audience = { include: [{ group, subgroups: true }] },
): Promise<PlanningMessage> {
  const [row] = await database.query<{ id: string }>(
    `INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state)
     VALUES ('ANNOUNCEMENT', 'EVENT', $1, $2::channel[], 'LOW', 'bulk', 'BROADCAST', 'FANNING_OUT') RETURNING id`,
    [JSON.stringify(audience), CHANNELS],
  );
  return {
    id: row?.id ?? '',
    type: 'ANNOUNCEMENT',
    audience,
    channels: CHANNELS,
    timings: [{ name: 'default', delays: [0, 0] }],
    experiment: null,
    localTime: null,
    mandatory: [],
    priority: 'LOW',
    lane: 'bulk',
    expiresAt: null,
    dedupeKey: null,
    dedupeSeconds: 0,
  };
}

/** The least that could be done: no preferences, no addresses, no batches, and nothing to go on from. */
async function bareInserts(): Promise<void> {
  const { id } = await newMessage();
  await database.query(
    `INSERT INTO notifications (message_id, user_id) SELECT $1, user_id FROM group_members WHERE group_id = $2 AND joined_group_id = $2
     ON CONFLICT DO NOTHING`,
    [id, group],
  );
  await database.query(
    `INSERT INTO deliveries (message_id, notification_id, channel, lane, batch, ready_at, due_at, status)
     SELECT $1, id, channel, 'bulk', 0, now(), now(), 'PENDING'
       FROM notifications CROSS JOIN unnest($2::channel[]) AS channel WHERE message_id = $1
     ON CONFLICT DO NOTHING`,
    [id, CHANNELS],
  );
}

async function copyOut(): Promise<Record<string, string>> {
  await counted(() => plan());
  const [row] = await database.query<{ data_directory: string }>('SHOW data_directory');
  const files: Record<string, string> = {};
  for (const table of ['notifications', 'deliveries']) {
    const file = `${row?.data_directory}/bench-${table}`;
    await database.query(`COPY (SELECT * FROM ${table}) TO '${file}'`);
    files[table] = file;
  }
  return files;
}

async function copyIn(files: Record<string, string>): Promise<void> {
  for (const [table, file] of Object.entries(files)) await database.query(`COPY ${table} FROM '${file}'`);
}
