import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import { idOf, notify } from '../../../test/support/notify.js';
import { Database } from '../../platform/database/database.js';

const MEMBER = 'member@demo.munadi';

let app: TestApp;
let member: Caller;
beforeAll(async () => {
  // Nobody serves its lanes, and no clock ticks.
  app = await startApp({ MUNADI_ROLE: 'api' });
  member = await app.as(MEMBER);
});
beforeEach(async () => {
  await app.sql('TRUNCATE attempts, deliveries, notifications, messages, preferences');
  await member.patch('/api/notifications/preferences', { timezone: 'UTC' });
});

/** The time of day in UTC so many hours from now. */
const ofDay = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 16);
const change = async (given: object) =>
  expect((await member.patch('/api/notifications/preferences', given)).status).toBe(200);
const quiet = async (from: number, to: number) =>
  await change({ quietHours: { start: ofDay(from), end: ofDay(to) } });

const sms = { channels: ['SMS'], strategy: 'BROADCAST' } as const;

/** Minutes from now until each is due, to the next five. */
async function dueIn(): Promise<number[]> {
  const rows = await app.sql<{ due: number; ready: number }>(
    `SELECT round(extract(epoch FROM due_at - now()) / 300)::int * 5 AS due,
            round(extract(epoch FROM ready_at - now()) / 300)::int * 5 AS ready
       FROM deliveries WHERE status = 'SCHEDULED' ORDER BY message_id`,
  );
  expect(rows.map(({ ready }) => ready)).toEqual(rows.map(({ due }) => due));
  return rows.map(({ due }) => due);
}

describe('while something is held, quiet hours', () => {
  beforeEach(async () => {
    await quiet(-2, 4);
    await notify(app, MEMBER, sms);
    await notify(app, MEMBER, sms);
    expect(await dueIn()).toEqual([240, 240]);
  });

  it.each<[string, () => Promise<unknown>, number]>([
    ['that are taken back let it go at once', () => change({ quietHours: null }), 0],
    ['that are over let it go at once', () => quiet(-3, -1), 0],
    ['that begin later let it go at once', () => quiet(1, 4), 0],
    ['that end earlier hold it until then', () => quiet(-2, 2), 120],
    ['that end later are left to the claim', () => quiet(-2, 6), 240],
    ['that stay as they were change nothing', () => quiet(-2, 4), 240],
    ['in a timezone where they are over let it go at once', () => change({ timezone: 'Asia/Tokyo' }), 0],
    ['are not looked at for another change', () => change({ locale: 'hi' }), 240],
  ])('%s', async (_what, act, expected) => {
    await act();
    expect(await dueIn()).toEqual([expected, expected]);
  });

  it('do nothing for what was read, for somebody else, or what is in hand', async () => {
    const head = 'gotra-head@demo.munadi';
    await (
      await app.as(head)
    ).patch('/api/notifications/preferences', {
      timezone: 'UTC',
      quietHours: { start: ofDay(-2), end: ofDay(4) },
    });
    await notify(app, head, sms);
    const sending = await notify(app, MEMBER, sms);
    await app.sql("UPDATE deliveries SET status = 'SENDING' WHERE message_id = $1", [sending.messageId]);
    await member.post('/api/notifications/read-all');
    await change({ quietHours: null });
    expect(await dueIn()).toEqual([240]);
    const [held] = await app.sql('SELECT user_id FROM notifications WHERE read_at IS NULL');
    expect(held).toEqual({ user_id: await idOf(app, head) });
  });

  it('that are taken back while the clock has one in hand leave that to it, and wait for nobody', async () => {
    await app.nest.get(Database).transaction(async (sql) => {
      await sql.query('SELECT FROM deliveries ORDER BY message_id LIMIT 1 FOR UPDATE');
      await change({ quietHours: null });
    });
    expect(await dueIn()).toEqual([240, 0]);
  });
});

it('a step that quiet hours held does not leave before its time', async () => {
  await quiet(-1, 4);
  await notify(app, MEMBER, { channels: ['IN_APP', 'SMS'], strategy: 'ESCALATION' });
  expect(await dueIn()).toEqual([240]);
  await change({ quietHours: null });
  expect(await dueIn()).toEqual([10]);
});

it('quiet hours of a whole day are refused with a sentence', async () => {
  const { status, body } = await member.patch<{ errors: { path: string; message: string }[] }>(
    '/api/notifications/preferences',
    { quietHours: { start: '22:00', end: '22:00' } },
  );
  expect(status).toBe(400);
  expect(body.errors).toEqual([
    { path: 'quietHours.end', message: expect.stringMatching(/^start and end are the same/) },
  ]);
});
