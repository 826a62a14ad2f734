import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import type { Problem } from '../../platform/http/problem.js';
import type { ScheduleView } from './schedule.view.js';

const UNKNOWN = '01937b6e-7c00-7000-8000-000000000001';
const DAY_MS = 86_400_000;

let app: TestApp;
const callers = {} as Record<'admin' | 'family' | 'gotra' | 'member', Caller>;

beforeAll(async () => {
  app = await startApp({ MUNADI_ROLE: 'api' });
  callers.admin = await app.as('admin@demo.munadi');
  callers.family = await app.as('family-head@demo.munadi');
  callers.gotra = await app.as('gotra-head@demo.munadi');
  callers.member = await app.as('member@demo.munadi');
});
beforeEach(() => app.sql('TRUNCATE schedules'));

const notification = (over: object = {}) => ({
  type: 'announcement',
  channel: 'in_app',
  message: ' Tea ',
  targetRole: 'MEMBER',
  ...over,
});
const asked = (over: object = {}) => ({
  cron: '0 9 * * mon',
  timezone: 'asia/kolkata',
  notification: notification(),
  ...over,
});
type Answer = ScheduleView & Problem;
const create = (over: object = {}, caller = callers.family) =>
  caller.post<Answer>('/api/schedules', asked(over));
const made = async (over: object = {}) => (await create(over)).body;
const change = (id: string, changes: object, caller = callers.family) =>
  caller.patch<Answer>(`/api/schedules/${id}`, changes);
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

describe('making one', () => {
  test('answers when it is next', async () => {
    const { status, body } = await create();
    expect(status).toBe(201);
    expect(body).toEqual({
      id: body.id,
      cron: '0 9 * * MON',
      timezone: 'Asia/Kolkata',
      endsAt: null,
      nextAt: body.upcoming[0],
      upcoming: body.upcoming,
      type: 'ANNOUNCEMENT',
      subject: null,
      message: 'Tea',
      notification: { type: 'ANNOUNCEMENT', channel: 'IN_APP', message: 'Tea', targetRole: 'MEMBER' },
      occurrences: 0,
      lastAt: null,
      lastMessageId: null,
      createdAt: body.createdAt,
      endedAt: null,
      reason: null,
      sender: { id: expect.any(String), name: 'Harish Patel' },
    });
    const moments = body.upcoming.map((each) => new Date(each));
    expect(moments).toHaveLength(3);
    for (const [place, moment] of moments.entries()) {
      expect([moment.getUTCDay(), moment.getUTCHours(), moment.getUTCMinutes()]).toEqual([1, 3, 30]);
      if (place > 0) expect(moment.getTime() - moments[place - 1]!.getTime()).toBe(7 * DAY_MS);
    }
    expect((await callers.admin.get(`/api/schedules/${body.id}`)).body).toEqual(body);
  });

  test('shows no occurrence after its end', async () => {
    const { upcoming } = await made({ cron: '0 0 * * *', timezone: 'UTC', endsAt: inDays(2) });
    expect(upcoming).toHaveLength(2);
  });

  test('happens once with an Idempotency-Key', async () => {
    const once = callers.family.with({ 'idempotency-key': 'weekly-1' });
    const answers = [await create({}, once), await create({}, once)];
    expect(answers[1]!.body).toEqual(answers[0]!.body);
    expect(await app.sql('SELECT FROM schedules')).toHaveLength(1);
  });

  test('is not for members', async () => {
    expect((await create({}, callers.member)).status).toBe(403);
  });

  test('is for so many that go on at a time, however many are made at once', async () => {
    const { id } = await made();
    await app.sql(
      `INSERT INTO schedules (sender_id, request, cron, timezone, next_at)
       SELECT sender_id, request, cron, timezone, next_at FROM schedules, generate_series(1, 97) WHERE id = $1`,
      [id],
    );
    const answers = await Promise.all(Array.from({ length: 6 }, () => create()));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
    expect(answers.find(({ status }) => status === 409)!.body.detail).toBe(
      'You have 100 schedules that go on, which is the most. Cancel one to make another.',
    );
    expect(
      (await create({ notification: notification({ targetRole: 'FAMILY_HEAD' }) }, callers.admin)).status,
    ).toBe(201);
    await callers.family.post(`/api/schedules/${id}/cancel`);
    expect((await create()).status).toBe(201);
  });

  test.each<[string, object, number, string, RegExp]>([
    ['no cron', { cron: undefined }, 400, 'cron', /five fields|text/],
    ['a cron of six fields', { cron: '0 0 9 * * *' }, 400, 'cron', /five fields/],
    ['a cron that is no text', { cron: 5 }, 400, 'cron', /text|string/],
    ['an hour there is not', { cron: '0 25 * * *' }, 400, 'cron', /its hour cannot be read: 25/],
    ['every minute', { cron: '* 9 * * *' }, 400, 'cron', /one minute/],
    ['30 February', { cron: '0 9 30 2 *' }, 422, 'cron', /never comes/],
    ['a timezone there is not', { timezone: 'Middle/Earth' }, 400, 'timezone', /like Asia\/Kolkata/],
    ['an offset for a timezone', { timezone: '+05:30' }, 400, 'timezone', /like Asia\/Kolkata/],
    ['an end without an offset', { endsAt: '2030-01-01T09:00' }, 400, 'endsAt', /offset/],
    ['an end in the past', { endsAt: '2020-01-01T09:00:00Z' }, 422, 'endsAt', /past/],
    ['an end before the first', { cron: '0 9 29 2 *', endsAt: inDays(1) }, 422, 'endsAt', /first occurrence/],
    ['no notification', { notification: undefined }, 400, 'notification', /object/],
    [
      'a message that is none',
      { notification: notification({ message: '' }) },
      400,
      'notification.message',
      /./,
    ],
    [
      'a time of its own',
      { notification: notification({ scheduledFor: '2030-01-01T09:00:00Z' }) },
      400,
      'notification.scheduledFor',
      /is not a field/,
    ],
    [
      'nobody in particular',
      { notification: notification({ targetRole: undefined }) },
      422,
      'audience',
      /who it is for/,
    ],
    ['a sender of its own', { senderId: UNKNOWN }, 400, 'senderId', /is not a field/],
  ])('%s is refused', async (_what, over, expected, path, message) => {
    const { status, body } = await create(over);
    const messages = body.errors?.filter((error) => error.path === path).map((error) => error.message);
    expect([status, messages?.join()]).toEqual([expected, expect.stringMatching(message)]);
    expect(await app.sql('SELECT FROM schedules')).toEqual([]);
  });

  test('of what its sender may not send is refused', async () => {
    expect((await create({ notification: notification({ type: 'EMERGENCY_ALERT' }) })).status).toBe(403);
    const alert = await create(
      { notification: { type: 'EMERGENCY_ALERT', message: 'Out!', targetRole: 'MEMBER' } },
      callers.admin,
    );
    expect([alert.status, alert.body.type]).toEqual([422, 'urn:munadi:problem:emergency-not-scheduled']);
    const ambiguous = await create({}, callers.gotra);
    expect([ambiguous.status, ambiguous.body.type]).toEqual([422, 'urn:munadi:problem:audience-ambiguous']);
    const nobody = await create({ notification: notification({ targetRole: 'COMMUNITY_SUBHEAD' }) });
    expect([nobody.status, nobody.body.type]).toEqual([422, 'urn:munadi:problem:audience-empty']);
  });
});

describe('following', () => {
  test('is for who made it and for ADMINs', async () => {
    const { id } = await made();
    for (const stranger of [callers.gotra, callers.member]) {
      expect((await stranger.get(`/api/schedules/${id}`)).status).toBe(404);
      expect((await change(id, { cron: '0 8 * * *' }, stranger)).status).toBe(404);
      expect((await stranger.post(`/api/schedules/${id}/cancel`)).status).toBe(404);
      expect((await stranger.get('/api/schedules')).body).toEqual([]);
    }
    for (const unknown of [UNKNOWN, 'none']) {
      expect((await callers.admin.get(`/api/schedules/${unknown}`)).status).toBe(404);
    }
    expect((await callers.admin.get<object[]>('/api/schedules')).body).toMatchObject([{ id, endedAt: null }]);
  });

  test('leads from page to page', async () => {
    const ids = [(await made()).id, (await made()).id, (await made()).id];
    const first = await callers.family.get<ScheduleView[]>('/api/schedules?limit=2');
    expect(first.body.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    expect(first.body[0]).not.toHaveProperty('notification');
    // To reckon three of each of a hundred takes seconds, in which nobody else is answered.
    expect(first.body[0]).not.toHaveProperty('upcoming');
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')![1]!;
    expect((await callers.family.get<ScheduleView[]>(next)).body.map(({ id }) => id)).toEqual([ids[0]]);
  });
});

describe('changing', () => {
  test('what is given, and nothing else', async () => {
    const before = await made({ endsAt: inDays(30) });
    const cron = await change(before.id, { cron: '30 7 * * *' });
    expect(cron.status).toBe(200);
    expect(cron.body).toMatchObject({ cron: '30 7 * * *', timezone: 'Asia/Kolkata', endsAt: before.endsAt });
    expect(new Date(cron.body.nextAt!).toISOString()).toMatch(/T02:00/);
    const zone = await change(before.id, { timezone: 'UTC', endsAt: null });
    expect(zone.body).toMatchObject({ cron: '30 7 * * *', timezone: 'UTC', endsAt: null });
    expect(new Date(zone.body.nextAt!).toISOString()).toMatch(/T07:30/);
    const words = await change(
      before.id,
      { notification: notification({ message: 'Coffee' }) },
      callers.admin,
    );
    expect(words.body).toMatchObject({ message: 'Coffee', sender: { name: 'Harish Patel' } });
    expect((await change(before.id, {})).body).toEqual(words.body);
  });

  test.each<[string, object, number]>([
    ['a cron that cannot be read', { cron: 'x' }, 400],
    ['no cron', { cron: null }, 400],
    ['a cron that never comes', { cron: '0 9 31 4 *' }, 422],
    ['a timezone there is not', { timezone: 'Nowhere' }, 400],
    ['an end in the past', { endsAt: '2020-01-01T00:00:00Z' }, 422],
    ['an end too soon', { endsAt: new Date(Date.now() + 1_000).toISOString() }, 422],
    ['words that are not right', { notification: { message: 'x' } }, 400],
    [
      'people out of reach',
      { notification: notification({ targetRole: undefined, recipientIds: [UNKNOWN] }) },
      403,
    ],
    ['what is not there to be changed', { nextAt: inDays(1) }, 400],
  ])('to %s is refused', async (_what, changes, expected) => {
    const before = await made();
    expect((await change(before.id, changes)).status).toBe(expected);
    expect((await callers.family.get(`/api/schedules/${before.id}`)).body).toEqual(before);
  });
});

describe('cancelling', () => {
  test('ends it with who did, once', async () => {
    const { id } = await made();
    const cancel = (caller: Caller) => caller.post<ScheduleView>(`/api/schedules/${id}/cancel`);
    const { status, body } = await cancel(callers.family);
    expect([status, body.reason, body.nextAt, body.upcoming]).toEqual([
      200,
      'Harish Patel has cancelled it.',
      null,
      [],
    ]);
    expect((await cancel(callers.admin)).body).toEqual(body);
    const changed = await change(id, { cron: '0 8 * * *' });
    expect([changed.status, changed.body.detail]).toEqual([409, 'This schedule has ended. Make a new one.']);
  });
});

test('who made, changed and cancelled it is on record, once each', async () => {
  const { id } = await made();
  await change(id, { timezone: 'Europe/London' });
  await change(id, { cron: 'every day' });
  await change(id, { notification: notification({ message: 'Coffee' }) }, callers.admin);
  for (const caller of [callers.member, callers.family, callers.admin]) {
    await caller.post(`/api/schedules/${id}/cancel`);
  }
  const entries = await app.sql<{ name: string; action: string; detail: object }>(
    `SELECT name, action, detail FROM audit_log JOIN users ON 'member:' || users.id = actor
      WHERE subject = $1 ORDER BY audit_log.id`,
    [id],
  );
  expect(entries).toMatchObject([
    {
      name: 'Harish Patel',
      action: 'schedule.created',
      detail: { cron: '0 9 * * MON', timezone: 'Asia/Kolkata' },
    },
    { name: 'Harish Patel', action: 'schedule.changed', detail: { timezone: 'Europe/London', endsAt: null } },
    { name: 'Nikhil Rao', action: 'schedule.changed', detail: { notification: 'changed' } },
    { name: 'Harish Patel', action: 'schedule.cancelled' },
  ]);
  expect(JSON.stringify(entries)).not.toMatch(/Tea|Coffee/);
});
