import { beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import { eventually } from '../../../test/support/eventually.js';
import { toldBy, whileBroken } from '../../../test/support/facts.js';
import { Database } from '../../platform/database/database.js';
import { Events } from '../../platform/events/events.js';
import type { Problem } from '../../platform/http/problem.js';
import type { EventView } from './event.view.js';
import { Nearing } from './nearing.js';
import { remindersOf, type Before } from './reminders.js';

const HOUR_MS = 3_600_000;
const UNKNOWN = '01937b6e-7c00-7000-8000-000000000001';

test.each<[string, Before[]]>([
  ['2026-11-30T10:00:00Z', ['24h', '1h']],
  ['2026-11-22T10:00:01Z', ['24h', '1h']],
  ['2026-11-22T10:00:00Z', ['1h']],
  ['2026-11-21T11:00:00Z', []],
  ['2026-11-21T09:00:00Z', []],
])('an event at %s has reminders %j', (startsAt, expected) => {
  const reminders = remindersOf(new Date(startsAt), new Date('2026-11-21T10:00:00Z'));
  expect(reminders.map(({ before }) => before)).toEqual(expected);
});

let app: TestApp;
const callers = {} as Record<'member' | 'family' | 'gotra' | 'otherFamily' | 'admin', Caller>;
beforeAll(async () => {
  app = await startApp();
  callers.member = await app.as('member@demo.munadi');
  callers.family = await app.as('family-head@demo.munadi');
  callers.gotra = await app.as('gotra-head@demo.munadi');
  callers.otherFamily = await app.as('falguni.desai@demo.munadi');
  callers.admin = await app.as('admin@demo.munadi');
});
beforeEach(() =>
  app.sql(
    'TRUNCATE community_events, event_registrations, domain_events, messages, notifications, deliveries',
  ),
);

const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();
async function approved(startsAt = inHours(72)): Promise<{ id: string; startsAt: string }> {
  const { body } = await callers.member.post<{ id: string; startsAt: string }>('/api/events', {
    title: 'Diwali',
    startsAt,
  });
  expect((await callers.family.post(`/api/events/${body.id}/approve`)).status).toBe(200);
  return body;
}
/** As it comes over the wire. */
type Answer = Record<'status' | 'startsAt' | 'detail', string> & Pick<Problem, 'errors'>;
const change = (id: string, changes: object, caller = callers.family) =>
  caller.patch<Answer>(`/api/events/${id}`, changes);
/** Hours from now. */
const planned = async () =>
  (
    await app.sql<{ at: Date }>(
      `SELECT due_at AS at FROM domain_events WHERE name = 'event.nearing' AND relayed_at IS NULL ORDER BY due_at`,
    )
  ).map(({ at }) => Math.round((at.getTime() - Date.now()) / HOUR_MS));
const come = (before: Before) =>
  app.sql(
    `UPDATE domain_events SET due_at = now() WHERE name = 'event.nearing' AND payload ->> 'before' = $1 AND relayed_at IS NULL`,
    [before],
  );
const reminders = () => toldBy(app, 'event.reminder');
const nearingLeft = () =>
  app.sql(
    `SELECT FROM domain_events WHERE name = 'event.nearing' AND relayed_at IS NULL AND due_at <= now() + interval '2 minutes'`,
  );
const reminded = async () =>
  (
    await app.sql<{ name: string }>(
      `SELECT users.name FROM messages JOIN notifications ON message_id = messages.id JOIN users ON users.id = user_id
        WHERE declaration = 'event-reminder' ORDER BY users.name`,
    )
  ).map(({ name }) => name);

describe('an event that is approved', () => {
  it('reminds all who have registered by then and the organiser, a day and an hour ahead', async () => {
    const { id, startsAt } = await approved();
    expect(await planned()).toEqual([48, 71]);
    await callers.gotra.post(`/api/events/${id}/register`);
    await callers.member.post(`/api/events/${id}/register`);
    await change(id, { location: 'Town hall', title: 'Diwali for all' });
    await come('24h');
    await eventually(async () => expect(await reminded()).toEqual(['Kantilal Desai', 'Meera Patel']));
    expect(await reminders()).toMatchObject([
      { eventId: id, title: 'Diwali for all', location: 'Town hall', startsAt },
    ]);
    expect(await planned()).toEqual([71]);
  });

  it('has the reminders that are still to come', async () => {
    await approved(inHours(5));
    expect(await planned()).toEqual([4]);
    await approved(inHours(0.5));
    expect(await planned()).toEqual([4]);
  });

  it('is told of once, however often its moment is', async () => {
    const { id, startsAt } = await approved();
    const nearing = new Nearing(app.nest.get(Database), app.nest.get(Events));
    const again = () =>
      nearing.remind({
        id: UNKNOWN,
        name: 'event.nearing',
        payload: { eventId: id, startsAt, before: '24h' },
      });
    await Promise.all([again(), again(), again()]);
    await eventually(async () => expect(await reminded()).toEqual(['Meera Patel']));
    await come('24h');
    await again();
    await eventually(async () => expect(await nearingLeft()).toEqual([]));
    expect(await reminders()).toHaveLength(1);
    expect(await app.sql('SELECT FROM messages WHERE declaration = $1', ['event-reminder'])).toHaveLength(1);
  });

  it('of 10,000 people is one fact and one message', { timeout: 30_000 }, async () => {
    const { id } = await approved();
    await app.sql(
      `WITH people AS (INSERT INTO users (name) SELECT 'Guest ' || n FROM generate_series(1, 10000) AS n RETURNING id)
       INSERT INTO event_registrations (event_id, user_id) SELECT $1, id FROM people`,
      [id],
    );
    await come('1h');
    await eventually(
      async () =>
        expect(
          await app.sql(
            `SELECT recipient_count, planned_count, state FROM messages WHERE declaration = 'event-reminder'`,
          ),
        ).toEqual([{ recipient_count: 10_001, planned_count: 10_001, state: 'COMPLETED' }]),
      { timeout: 25_000 },
    );
  });
});

describe('an event that is moved', () => {
  it('moves its reminders', async () => {
    const { id } = await approved();
    const { status, body } = await change(id, { startsAt: inHours(100) });
    expect([status, body.status]).toEqual([200, 'APPROVED']);
    expect(await planned()).toEqual([76, 99]);
  });

  it('after the first reminder is reminded of again, on its new day', async () => {
    const first = inHours(72);
    const { id } = await approved(first);
    await come('24h');
    await eventually(async () => expect(await reminded()).toHaveLength(1));
    const startsAt = inHours(200);
    await change(id, { startsAt });
    expect(await planned()).toEqual([176, 199]);
    await come('24h');
    await eventually(async () => expect(await reminded()).toHaveLength(2));
    // And back: of that day they have been reminded.
    await change(id, { startsAt: first });
    expect(await planned()).toEqual([71]);
  });

  it('to where their moments have passed has none', async () => {
    const { id } = await approved();
    await change(id, { startsAt: inHours(0.5) });
    expect(await planned()).toEqual([]);
    expect((await change(id, { startsAt: inHours(-1) })).status).toBe(400);
  });

  it('while its moment is being told says nothing of the old day', async () => {
    const { id, startsAt } = await approved();
    await change(id, { startsAt: inHours(100) });
    const nearing = new Nearing(app.nest.get(Database), app.nest.get(Events));
    await nearing.remind({
      id: UNKNOWN,
      name: 'event.nearing',
      payload: { eventId: id, startsAt, before: '24h' },
    });
    expect(await reminders()).toEqual([]);
  });

  it('before it is approved plans nothing, and the approval goes by the new day', async () => {
    const { body } = await callers.member.post<EventView>('/api/events', {
      title: 'Holi',
      startsAt: inHours(72),
    });
    await change(body.id, { startsAt: inHours(50) });
    expect(await planned()).toEqual([]);
    await callers.family.post(`/api/events/${body.id}/approve`);
    expect(await planned()).toEqual([26, 49]);
  });

  it('by several at once has the reminders of one of them', async () => {
    const { id } = await approved();
    await Promise.all([90, 110, 130].map((hours) => change(id, { startsAt: inHours(hours) })));
    const [{ starts } = { starts: 0 }] = await app.sql<{ starts: number }>(
      `SELECT round(extract(epoch FROM starts_at - now()) / 3600)::int AS starts FROM community_events`,
    );
    expect(await planned()).toEqual([starts - 24, starts - 1]);
  });

  it('and its reminders are one: what cannot be planned does not happen', async () => {
    const { id, startsAt } = await approved();
    await whileBroken(app, 'domain_events', 'at once', async () => {
      expect((await change(id, { startsAt: inHours(100) })).status).toBe(500);
    });
    expect((await callers.member.get<EventView>(`/api/events/${id}`)).body.startsAt).toBe(startsAt);
    expect(await planned()).toEqual([48, 71]);
  });
});

describe('changing an event', () => {
  it('takes away what is emptied and leaves what is not given', async () => {
    const { id } = await approved();
    await change(id, { location: ' Hall ', description: 'Bring\nlamps' });
    const { body } = await change(id, { location: null, description: '' }, callers.family);
    expect(body).toMatchObject({ title: 'Diwali', location: null, description: null });
    expect((await change(id, {})).body).toEqual(body);
  });

  it('is for the organiser and who may decide about it', async () => {
    const { id } = await approved();
    for (const caller of [callers.member, callers.family, callers.gotra, callers.admin]) {
      expect((await change(id, { title: 'Diwali' }, caller)).status).toBe(200);
    }
    expect((await change(id, { title: 'Mine' }, callers.otherFamily)).status).toBe(403);
    expect((await change(UNKNOWN, { title: 'Mine' }, callers.admin)).status).toBe(404);
    expect((await change('none', { title: 'Mine' }, callers.admin)).status).toBe(404);
  });

  it.each<[string, object, string]>([
    ['another title', { title: 'Buy my lamps' }, 'PENDING'],
    ['another place', { location: 'My shop' }, 'PENDING'],
    ['another time', { startsAt: inHours(90) }, 'PENDING'],
    ['another description', { description: 'Bring lamps' }, 'APPROVED'],
    ['the same again', { title: 'Diwali', location: '' }, 'APPROVED'],
  ])('%s, by the organiser alone', async (_what, changes, status) => {
    const { id } = await approved();
    expect((await change(id, changes, callers.member)).body.status).toBe(status);
    const proposed = status === 'PENDING';
    expect(await planned()).toEqual(proposed ? [] : [48, 71]);
    expect(await toldBy(app, 'event.created')).toHaveLength(proposed ? 2 : 1);
    // It is proposed once, whatever else its organiser changes until it is decided about.
    await change(id, { title: 'Diwali of lamps' }, callers.member);
    expect(await toldBy(app, 'event.created')).toHaveLength(2);
    expect((await callers.family.post(`/api/events/${id}/approve`)).status).toBe(200);
    expect(await planned()).toHaveLength(2);
  });

  it('is too late when it was rejected', async () => {
    const { body } = await callers.member.post<EventView>('/api/events', {
      title: 'Holi',
      startsAt: inHours(72),
    });
    await callers.family.post(`/api/events/${body.id}/reject`);
    const { status, body: problem } = await change(body.id, { startsAt: inHours(80) });
    expect([status, problem.detail]).toEqual([409, 'This event has been rejected. Propose a new one.']);
    expect(await planned()).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['no title', { title: null }, 'title'],
    ['an empty title', { title: ' ' }, 'title'],
    ['a title of two lines', { title: 'a\nb' }, 'title'],
    ['no start', { startsAt: null }, 'startsAt'],
    ['a start without an offset', { startsAt: '2030-11-08T18:30' }, 'startsAt'],
    ['a start in the past', { startsAt: '2020-11-08T18:30Z' }, 'startsAt'],
    ['a start in a far century', { startsAt: '2190-11-08T18:30Z' }, 'startsAt'],
    ['a location that is too long', { location: 'x'.repeat(201) }, 'location'],
    ['a description that is no text', { description: 5 }, 'description'],
    ['a status', { status: 'APPROVED' }, 'status'],
    ['another organiser', { organizerId: UNKNOWN }, 'organizerId'],
  ])('to %s is refused', async (_what, changes, path) => {
    const { id } = await approved();
    const { status, body } = await change(id, changes);
    expect([status, ...new Set(body.errors?.map((error) => error.path))]).toEqual([400, path]);
  });
});
