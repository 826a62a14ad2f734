import { beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import { Database } from '../../platform/database/database.js';
import type { AcceptedView } from '../sending/accepted.view.js';
import type { MessageView } from '../sending/message.view.js';
import { findPlanning } from './find-planning.sql.js';
import { CHUNK_SIZE, planChunk } from './plan-chunk.sql.js';
import { Planner } from './planner.js';
import { releaseScheduled } from './release-scheduled.sql.js';

let app: TestApp;
let planner: Planner;
let database: Database;
let admin: Caller;
let group: string;

// Only the tests plan, so that they decide what happens when.
beforeAll(async () => {
  app = await startApp({ MUNADI_ROLE: 'api' });
  planner = app.nest.get(Planner, { strict: false });
  database = app.nest.get(Database, { strict: false });
  admin = await app.as('admin@demo.munadi');
});
beforeEach(async () => {
  await app.sql('TRUNCATE messages, notifications, deliveries');
  const [made] = await app.sql<{ id: string }>(
    `INSERT INTO groups (name, kind) VALUES ('Travellers', 'COMMUNITY') RETURNING id`,
  );
  group = made!.id;
});

/** Under their timezones' names. */
const people = (...timezones: string[]) =>
  app.sql(
    `WITH people AS (
       INSERT INTO users (name, timezone) SELECT name, name FROM unnest($2::text[]) AS name RETURNING id
     ) INSERT INTO group_members (group_id, user_id, joined_group_id) SELECT $1, id, $1 FROM people`,
    [group, timezones],
  );
const reached = async () =>
  (
    await app.sql<{ name: string }>(
      'SELECT name FROM notifications JOIN users ON users.id = user_id ORDER BY name',
    )
  ).map(({ name }) => name);

/** What a clock shows now that is so far ahead of UTC. */
const wallAt = (minutesAhead: number) =>
  new Date(Date.now() + minutesAhead * 60_000).toISOString().slice(0, 19);

async function sent(localTime: string): Promise<AcceptedView['data']> {
  const { status, body } = await admin.post<AcceptedView>('/api/notifications', {
    type: 'ANNOUNCEMENT',
    channel: 'IN_APP',
    message: 'Good morning',
    audience: { include: [{ group }] },
    scheduledFor: localTime,
    inRecipientTimezone: true,
  });
  expect(status).toBe(202);
  return body.data;
}
const find = async (id: string) => (await admin.get<MessageView>(`/api/messages/${id}`)).body;

/** Instead of waiting: all that was to be then is so much earlier. */
const pass = (minutes: number) =>
  app.sql(
    `UPDATE messages SET local_time = local_time - $1 * interval '1 minute',
                         scheduled_for = scheduled_for - $1 * interval '1 minute'`,
    [minutes],
  );
const plan = (messageId: string) => planner.plan({ messageId, nextBatch: 0 });
async function round(): Promise<number> {
  const released = await releaseScheduled(database);
  for (const { id } of released) {
    // One more than there are chunks: a hint may come twice.
    for (let chunk = 0; chunk < 4; chunk += 1) await plan(id);
  }
  return released.length;
}
const minutesFromNow = (at: Date | null) =>
  at === null ? null : Math.round((new Date(at).getTime() - Date.now()) / 60_000);

it('reaches each person when their own clock shows it, and nobody twice', async () => {
  await people(
    'Pacific/Kiritimati',
    'Asia/Kathmandu',
    'Asia/Kolkata',
    'UTC',
    'Middle/Earth',
    'Pacific/Marquesas',
    'Etc/GMT+12',
  );
  const localTime = wallAt(5 * 60 + 40);
  const { eventId, scheduledFor, recipientCount } = await sent(localTime);
  // It has begun: for some their clocks had shown it already.
  expect([scheduledFor, recipientCount]).toEqual([null, 7]);
  expect(await reached()).toEqual(['Asia/Kathmandu', 'Pacific/Kiritimati']);
  const first = await find(eventId);
  expect(first).toMatchObject({
    state: 'SCHEDULED',
    plannedCount: 2,
    localTime,
    completedAt: null,
    error: null,
  });
  expect(first.progress).toBeCloseTo(2 / 7);
  expect(minutesFromNow(first.scheduledFor)).toBe(10);

  const after = async (minutes: number) => {
    expect(await round()).toBe(0);
    await pass(minutes);
    expect(await round()).toBe(1);
    return (await reached()).length;
  };
  expect(await after(11)).toBe(3);
  expect(await reached()).toContain('Asia/Kolkata');
  // A timezone that nobody knows counts as UTC.
  expect(await after(5 * 60 + 30)).toBe(5);
  expect(minutesFromNow((await find(eventId)).scheduledFor)).toBe(9 * 60 + 30 - 1);
  expect(await after(9 * 60 + 30)).toBe(6);
  expect(await after(2 * 60 + 30)).toBe(7);
  expect(await find(eventId)).toMatchObject({ state: 'COMPLETED', plannedCount: 7, progress: 1 });
  expect(await round()).toBe(0);
});

it('sleeps until the first clock on earth shows it', async () => {
  await people('Pacific/Kiritimati', 'UTC');
  const { eventId, scheduledFor } = await sent(wallAt(14 * 60 + 20));
  expect(minutesFromNow(scheduledFor)).toBe(20);
  expect(await find(eventId)).toMatchObject({ state: 'SCHEDULED', plannedCount: 0 });
  expect(minutesFromNow((await find(eventId)).scheduledFor)).toBe(20);
  expect(await reached()).toEqual([]);
  await pass(21);
  await round();
  expect(await reached()).toEqual(['Pacific/Kiritimati']);
});

it('goes by the clock that somebody has then', async () => {
  await people('UTC', 'Pacific/Marquesas', 'Asia/Kolkata');
  const { eventId } = await sent(wallAt(5 * 60 + 20));
  expect(await reached()).toEqual(['Asia/Kolkata']);
  await app.sql(
    `UPDATE users SET timezone = CASE name WHEN 'UTC' THEN 'Etc/GMT+12' WHEN 'Asia/Kolkata' THEN 'UTC' ELSE 'Asia/Tokyo' END
      WHERE name IN ('UTC', 'Asia/Kolkata', 'Pacific/Marquesas')`,
  );
  await pass(5 * 60 + 21);
  await round();
  // Who moved east has it with the next round; who moved west waits longer; who has it gets no second one.
  expect(await reached()).toEqual(['Asia/Kolkata', 'Pacific/Marquesas']);
  await pass(12 * 60);
  await round();
  expect(await reached()).toEqual(['Asia/Kolkata', 'Pacific/Marquesas', 'UTC']);
  expect((await find(eventId)).state).toBe('COMPLETED');
});

it('is over for all others when it is cancelled between two rounds', async () => {
  await people('Asia/Kolkata', 'UTC');
  const { eventId } = await sent(wallAt(60));
  const cancel = () => admin.post<MessageView>(`/api/messages/${eventId}/cancel`);
  expect(await cancel()).toMatchObject({ status: 200, body: { state: 'CANCELLED', plannedCount: 1 } });
  expect((await find(eventId)).counts).toEqual({ IN_APP: { CANCELLED: 1 } });
  await pass(24 * 60);
  expect(await round()).toBe(0);
  expect(await reached()).toEqual(['Asia/Kolkata']);
  expect((await cancel()).status).toBe(200);
});

describe('a crowd', () => {
  const SIZE = 2 * CHUNK_SIZE + 100;
  const count = async () => {
    const [row] = await app.sql(
      'SELECT count(*)::int AS people, count(DISTINCT user_id)::int AS each FROM notifications',
    );
    return row;
  };

  it('is planned round by round, whoever dies or repeats a chunk', async () => {
    const zones = ['Asia/Kolkata', 'UTC', 'Etc/GMT+12'];
    await people(...Array.from({ length: SIZE }, (_, n) => zones[n % 3]!));
    const { eventId } = await sent(wallAt(60));
    // The first one dies before it has committed.
    await expect(
      database.transaction(async (sql) => {
        await planChunk(sql, { ...(await findPlanning(sql, eventId))!, mandatory: [] }, 100);
        throw new Error('killed');
      }),
    ).rejects.toThrow('killed');
    expect(await count()).toEqual({ people: 0, each: 0 });
    await plan(eventId);
    // Its hint was lost, and comes again more than once.
    await Promise.all([plan(eventId), plan(eventId), plan(eventId)]);
    for (let chunk = 0; chunk < 3; chunk += 1) await plan(eventId);
    const third = Math.ceil(SIZE / 3);
    expect(await count()).toEqual({ people: third, each: third });
    expect(await find(eventId)).toMatchObject({ state: 'SCHEDULED', plannedCount: third });

    await pass(61);
    await round();
    expect(await count()).toEqual({ people: 2 * third, each: 2 * third });
    await pass(12 * 60);
    await round();
    expect(await count()).toEqual({ people: SIZE, each: SIZE });
    expect(await find(eventId)).toMatchObject({ state: 'COMPLETED', plannedCount: SIZE });
  });

  it('of exactly one chunk is planned whole', async () => {
    await people(...Array.from({ length: CHUNK_SIZE }, (_, n) => (n % 2 ? 'UTC' : 'Asia/Kolkata')));
    const { eventId } = await sent(wallAt(60));
    await plan(eventId);
    await plan(eventId);
    expect(await find(eventId)).toMatchObject({ state: 'SCHEDULED', plannedCount: CHUNK_SIZE / 2 });
    await pass(61);
    await round();
    expect(await find(eventId)).toMatchObject({ state: 'COMPLETED', plannedCount: CHUNK_SIZE });
  });
});

test.each([
  ['as it says', '2027-01-15T09:00', 'Europe/Berlin', '2027-01-15T08:00:00Z'],
  ['at half an hour', '2027-01-15T09:00', 'Asia/Kolkata', '2027-01-15T03:30:00Z'],
  [
    'where summer time leaves it out, as if it had not begun',
    '2027-03-28T02:30',
    'Europe/Berlin',
    '2027-03-28T01:30:00Z',
  ],
  ['where it is shown twice, the second time', '2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T01:30:00Z'],
  [
    'where the clock moves by half an hour',
    '2026-10-04T02:15',
    'Australia/Lord_Howe',
    '2026-10-03T15:45:00Z',
  ],
  ['in no known place, as in UTC', '2027-01-15T09:00', 'Middle/Earth', '2027-01-15T09:00:00Z'],
])('a clock is read %s', async (_what, wall, zone, at) => {
  const [row] = await app.sql('SELECT local_instant($1, $2) AS at', [wall, zone]);
  expect(row).toEqual({ at: new Date(at) });
});
