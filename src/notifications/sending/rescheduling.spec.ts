import { beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Problem } from '../../platform/http/problem.js';
import { Planner } from '../planning/planner.js';
import { releaseScheduled } from '../planning/release-scheduled.sql.js';
import type { AcceptedView } from './accepted.view.js';
import type { MessageView } from './message.view.js';

const HOUR_MS = 3_600_000;
const UNKNOWN = '01937b6e-7c00-7000-8000-000000000001';

let app: TestApp;
let database: Database;
let planner: Planner;
const callers = {} as Record<'admin' | 'family' | 'gotra' | 'member', Caller>;

// Only the tests release and plan, so that they decide what happens when.
beforeAll(async () => {
  app = await startApp({ MUNADI_ROLE: 'api' });
  database = app.nest.get(Database, { strict: false });
  planner = app.nest.get(Planner, { strict: false });
  callers.admin = await app.as('admin@demo.munadi');
  callers.family = await app.as('family-head@demo.munadi');
  callers.gotra = await app.as('gotra-head@demo.munadi');
  callers.member = await app.as('member@demo.munadi');
});

const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();
async function sent(over: object = { scheduledFor: inHours(5) }): Promise<string> {
  const { status, body } = await callers.family.post<AcceptedView>('/api/notifications', {
    type: 'ANNOUNCEMENT',
    channel: 'IN_APP',
    message: 'Tea at five',
    targetRole: 'MEMBER',
    ...over,
  });
  expect(status).toBe(202);
  return body.data.eventId;
}
const reschedule = (id: string, when: object, caller = callers.family) =>
  caller.post<MessageView & Problem>(`/api/messages/${id}/reschedule`, when);
const makeDue = (id: string) =>
  app.sql(`UPDATE messages SET scheduled_for = now() - interval '1 second' WHERE id = $1`, [id]);
const copies = async (id: string) =>
  (await app.sql('SELECT user_id FROM notifications WHERE message_id = $1', [id])).length;

describe('another time', () => {
  test('is answered with the message', async () => {
    const id = await sent();
    const scheduledFor = inHours(7);
    const { status, body } = await reschedule(id, { scheduledFor });
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, state: 'SCHEDULED', scheduledFor, localTime: null, plannedCount: 0 });
    await makeDue(id);
    expect(await releaseScheduled(database)).toMatchObject([{ id }]);
  });

  test('may be the same for each, and one moment again', async () => {
    const id = await sent();
    const day = inHours(48).slice(0, 10);
    const local = await reschedule(id, { scheduledFor: `${day}T09:00`, inRecipientTimezone: true });
    expect(local.body).toMatchObject({
      localTime: `${day}T09:00:00`,
      scheduledFor: new Date(Date.parse(`${day}T09:00Z`) - 14 * HOUR_MS).toISOString(),
    });
    const scheduledFor = inHours(1);
    expect((await reschedule(id, { scheduledFor })).body).toMatchObject({ localTime: null, scheduledFor });
  });

  test('may be now, and an ADMIN may say so', async () => {
    const id = await sent();
    expect((await reschedule(id, { scheduledFor: inHours(-0.001) }, callers.admin)).status).toBe(200);
    expect((await releaseScheduled(database)).map((each) => each.id)).toContain(id);
  });

  test.each<[string, object, number, RegExp]>([
    ['nothing', {}, 400, /offset/],
    ['no time', { scheduledFor: 'tomorrow' }, 400, /with an offset/],
    ['no offset', { scheduledFor: '2030-01-31T09:00' }, 400, /inRecipientTimezone/],
    ['an offset too many', { scheduledFor: '2030-01-31T09:00Z', inRecipientTimezone: true }, 400, /without/],
    ['an unknown field', { scheduledFor: '2030-01-31T09:00Z', message: 'x' }, 400, /is not a field/],
    ['the past', { scheduledFor: '2020-01-31T09:00:00Z' }, 422, /future/],
    ['the past everywhere', { scheduledFor: '2020-01-31T09:00', inRecipientTimezone: true }, 422, /future/],
    ['a far future', { scheduledFor: '2090-01-31T09:00:00Z' }, 422, /a year ahead/],
  ])('%s is refused', async (_what, when, expected, message) => {
    const id = await sent();
    const { status, body } = await reschedule(id, when);
    expect([status, body.errors?.[0]?.message]).toEqual([expected, expect.stringMatching(message)]);
  });

  test('is for who sent it', async () => {
    const id = await sent();
    const scheduledFor = inHours(1);
    for (const stranger of [callers.gotra, callers.member]) {
      expect((await reschedule(id, { scheduledFor }, stranger)).status).toBe(404);
    }
    expect((await reschedule(UNKNOWN, { scheduledFor }, callers.admin)).status).toBe(404);
    expect((await reschedule('none', { scheduledFor }, callers.admin)).status).toBe(404);
  });
});

describe('is too late', () => {
  test.each<[string, (id: string) => Promise<unknown>, RegExp]>([
    ['on its way', (id) => makeDue(id).then(() => releaseScheduled(database)), /on its way already/],
    ['cancelled', (id) => callers.family.post(`/api/messages/${id}/cancel`), /has been cancelled/],
    [
      'told to everybody',
      (id) =>
        makeDue(id)
          .then(() => releaseScheduled(database))
          .then(() => planner.plan({ messageId: id, nextBatch: 0 })),
      /gone to everybody/,
    ],
  ])('for one that is %s', async (_what, become, reason) => {
    const id = await sent();
    await become(id);
    const { status, body } = await reschedule(id, { scheduledFor: inHours(1) });
    expect([status, body.detail]).toEqual([409, expect.stringMatching(reason)]);
  });

  test('for one that some have got already', async () => {
    await app.sql(`UPDATE users SET timezone = 'Pacific/Kiritimati' WHERE email = 'member@demo.munadi'`);
    // Everybody else is in India.
    const scheduledFor = new Date(Date.now() + 13 * HOUR_MS).toISOString().slice(0, 16);
    const id = await sent({ scheduledFor, inRecipientTimezone: true });
    expect(await copies(id)).toBe(1);
    const { status, body } = await reschedule(id, { scheduledFor: inHours(1) });
    expect([status, body.detail]).toEqual([409, expect.stringContaining('Where clocks are ahead')]);
  });
});

describe('at once', () => {
  test('of two one is the last, whole', async () => {
    const id = await sent();
    const [one, other] = [inHours(2), inHours(3)];
    const answers = await Promise.all([one, other].map((scheduledFor) => reschedule(id, { scheduledFor })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const { body } = await callers.family.get<MessageView>(`/api/messages/${id}`);
    expect([one, other]).toContain(body.scheduledFor);
  });

  test('with the clock that releases it one of them wins, and it goes once', async () => {
    for (let turn = 0; turn < 10; turn += 1) {
      const id = await sent();
      await makeDue(id);
      const [{ status }, ...released] = await Promise.all([
        reschedule(id, { scheduledFor: inHours(1) }),
        releaseScheduled(database),
        releaseScheduled(database),
      ]);
      const ids = released.flat().filter((each) => each.id === id);
      expect(ids).toHaveLength(status === 200 ? 0 : 1);
      await planner.plan({ messageId: id, nextBatch: 0 });
      await makeDue(id);
      await releaseScheduled(database);
      await planner.plan({ messageId: id, nextBatch: 0 });
      expect(await copies(id)).toBe(4);
    }
  });
});

test('is not for who is a head no more, who may still call it back', async () => {
  const id = await sent();
  const role = (name: string) =>
    app.sql(`UPDATE users SET role = $1::role WHERE email = 'family-head@demo.munadi'`, [name]);
  await role('MEMBER');
  const moved = await reschedule(id, { scheduledFor: inHours(7) });
  const cancelled = await callers.family.post(`/api/messages/${id}/cancel`);
  await role('FAMILY_HEAD');
  expect([moved.status, cancelled.status]).toEqual([403, 200]);
});

test('a scheduled message that is cancelled is never released', async () => {
  const id = await sent();
  const { status, body } = await callers.family.post<MessageView>(`/api/messages/${id}/cancel`);
  expect([status, body.state, body.counts]).toEqual([200, 'CANCELLED', {}]);
  await makeDue(id);
  expect((await releaseScheduled(database)).map((each) => each.id)).not.toContain(id);
  expect(await copies(id)).toBe(0);
});
