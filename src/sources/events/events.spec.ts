import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import { toldBy, whileBroken } from '../../../test/support/facts.js';
import type { Problem } from '../../platform/http/problem.js';
import type { EventView, RegistrationView } from './event.view.js';

const UNKNOWN = '01937b6e-7c00-7000-8000-000000000001';
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

let app: TestApp;
/** A plain member; their family's, gotra's and community's head; heads of other families and gotras; an operator. */
const callers = {} as Record<
  'member' | 'family' | 'gotra' | 'community' | 'otherFamily' | 'otherGotra' | 'admin',
  Caller
>;
beforeAll(async () => {
  app = await startApp();
  callers.member = await app.as('member@demo.munadi');
  callers.family = await app.as('family-head@demo.munadi');
  callers.gotra = await app.as('gotra-head@demo.munadi');
  callers.community = await app.as('community-head@demo.munadi');
  callers.otherFamily = await app.as('falguni.desai@demo.munadi');
  callers.otherGotra = await app.as('rajendra.sharma@demo.munadi');
  callers.admin = await app.as('admin@demo.munadi');
});
beforeEach(() => app.sql('TRUNCATE community_events, event_registrations, domain_events'));

const proposal = (over: object = {}) => ({ title: 'Diwali gathering', startsAt: inDays(7), ...over });
const propose = (over: object = {}, caller = callers.member) =>
  caller.post<EventView>('/api/events', proposal(over));
const proposed = async (over: object = {}) => (await propose(over)).body;
const told = (name: string) => toldBy(app, name);

describe('proposing', () => {
  test('answers the event and tells the community', async () => {
    const startsAt = '2030-11-08T18:30:00+05:30';
    const { status, body } = await propose({ title: '  Diwali  ', description: 'Bring\nlamps', startsAt });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: body.id,
      title: 'Diwali',
      description: 'Bring\nlamps',
      location: null,
      startsAt: '2030-11-08T13:00:00.000Z',
      status: 'PENDING',
      organizer: { id: body.organizer.id, name: 'Meera Patel' },
      createdAt: body.createdAt,
    });
    expect((await callers.admin.get(`/api/events/${body.id}`)).body).toEqual(body);
    const [community] = await app.sql<{ id: string }>(`SELECT id FROM groups WHERE kind = 'COMMUNITY'`);
    expect(await told('event.created')).toEqual([
      {
        eventId: body.id,
        title: 'Diwali',
        startsAt: '2030-11-08T13:00:00.000Z',
        location: null,
        organizerId: body.organizer.id,
        organizerName: 'Meera Patel',
        communityIds: [community!.id],
      },
    ]);
  });

  test('keeps joiners and emoji that a title may hold', async () => {
    const title = 'क्‍षमा દિવાળી 👨‍👩‍👧 <b>&amp;</b>';
    expect((await proposed({ title })).title).toBe(title);
  });

  test('an Idempotency-Key makes it once', async () => {
    const once = callers.member.with({ 'idempotency-key': 'event-1' });
    const body = proposal();
    const first = await once.post<EventView>('/api/events', body);
    const again = await once.post<EventView>('/api/events', body);
    expect(again.body).toEqual(first.body);
    expect(await told('event.created')).toHaveLength(1);
  });

  test.each<[string, object, string]>([
    ['no title', { title: undefined }, 'title'],
    ['a title of spaces', { title: '   ' }, 'title'],
    ['a title that is no text', { title: { a: 1 } }, 'title'],
    ['a title that is too long', { title: 'x'.repeat(201) }, 'title'],
    ['a title of two lines', { title: 'a\r\nBcc: b' }, 'title'],
    ['a title written backwards', { title: 'a\u202Eb' }, 'title'],
    ['a description with a bell', { description: 'a\u0007' }, 'description'],
    ['a description that is too long', { description: 'x'.repeat(5001) }, 'description'],
    ['a location that is too long', { location: 'x'.repeat(201) }, 'location'],
    ['no start', { startsAt: undefined }, 'startsAt'],
    ['a start without an offset', { startsAt: '2030-11-08T18:30:00' }, 'startsAt'],
    ['a day that does not exist', { startsAt: '2030-02-30T18:30:00Z' }, 'startsAt'],
    ['a time that does not exist', { startsAt: '2030-02-20T18:61:00Z' }, 'startsAt'],
    ['a start in the past', { startsAt: inDays(-1) }, 'startsAt'],
    ['a start in a far century', { startsAt: '9999-12-31T23:59:59-14:00' }, 'startsAt'],
    ['a start as a number', { startsAt: 1_920_000_000_000 }, 'startsAt'],
    ['a status of their own', { status: 'APPROVED' }, 'status'],
  ])('%s is refused', async (_what, over, path) => {
    const { status, body } = await callers.member.post<Problem>('/api/events', proposal(over));
    expect(status).toBe(400);
    expect(body.errors?.map((error) => error.path)).toContain(path);
    expect(await told('event.created')).toEqual([]);
  });

  test('the reasons a date is refused are told apart', async () => {
    const message = async (startsAt: string) => {
      const { body } = await callers.member.post<Problem>('/api/events', proposal({ startsAt }));
      return body.errors?.[0]?.message;
    };
    expect(await message('tomorrow')).toContain('with an offset');
    expect(await message(inDays(-1))).toContain('in the future');
  });
});

describe('deciding', () => {
  test.each(['family', 'gotra', 'community', 'admin'] as const)('%s may approve', async (who) => {
    const event = await proposed({ location: 'Town hall' });
    const { status, body } = await callers[who].post<EventView>(`/api/events/${event.id}/approve`);
    expect(status).toBe(200);
    expect(body).toEqual(Object.assign(event, { status: 'APPROVED' }));
    expect(await told('event.approved')).toMatchObject([
      { eventId: event.id, location: 'Town hall', organizerId: event.organizer.id },
    ]);
  });

  test.each(['otherFamily', 'otherGotra'] as const)('%s may not', async (who) => {
    const { id } = await proposed();
    for (const verdict of ['approve', 'reject']) {
      const { status, body } = await callers[who].post<Problem>(`/api/events/${id}/${verdict}`);
      expect(status).toBe(403);
      expect(body.detail).toMatch(/ADMIN.*head.*Meera Patel/);
    }
    expect((await callers.member.get<EventView>(`/api/events/${id}`)).body.status).toBe('PENDING');
    expect(await told('event.approved')).toEqual([]);
  });

  test.each(['member', 'family', 'gotra'] as const)('%s may not about their own event', async (who) => {
    const { id } = (await propose({}, callers[who])).body;
    for (const verdict of ['approve', 'reject']) {
      const { status, body } = await callers[who].post<Problem>(`/api/events/${id}/${verdict}`);
      expect(status).toBe(403);
      expect(body.detail).toMatch(/own event.*ADMIN.*another head/);
    }
    expect(await told('event.approved')).toEqual([]);
    expect((await callers.community.post(`/api/events/${id}/approve`)).status).toBe(200);
  });

  test.each(['community', 'admin'] as const)('%s may about their own event too', async (who) => {
    const { id } = (await propose({}, callers[who])).body;
    expect((await callers[who].post(`/api/events/${id}/approve`)).status).toBe(200);
  });

  test('a rejection carries its reason, or none', async () => {
    const reject = async (body?: object) => {
      const event = await proposed();
      const answer = await callers.family.post<EventView>(`/api/events/${event.id}/reject`, body);
      expect(answer).toMatchObject({ status: 200, body: { status: 'REJECTED' } });
    };
    await reject({ reason: ' The hall is taken. ' });
    await reject({});
    await reject();
    await reject({ reason: '  ' });
    const reasons = (await told('event.rejected')).map(({ reason }) => reason);
    expect(reasons).toEqual(['The hall is taken.', null, null, null]);
  });

  test('happens once: a second decision is told what the first was', async () => {
    const { id } = await proposed();
    await callers.family.post(`/api/events/${id}/approve`);
    for (const verdict of ['approve', 'reject']) {
      const { status, body } = await callers.community.post<Problem>(`/api/events/${id}/${verdict}`);
      expect(status).toBe(409);
      expect(body.detail).toBe('This event has been approved already.');
    }
    expect(await told('event.approved')).toHaveLength(1);
    expect(await told('event.rejected')).toHaveLength(0);
  });

  test('of twenty approvals at once one counts', async () => {
    const { id } = await proposed();
    const heads = [callers.family, callers.gotra, callers.community, callers.admin];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => heads[index % 4]!.post(`/api/events/${id}/approve`)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
    expect(await told('event.approved')).toHaveLength(1);
  });

  test('of approvals and rejections at once one counts, and only that is told', async () => {
    const { id } = await proposed();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        callers.admin.post(`/api/events/${id}/${index % 2 ? 'approve' : 'reject'}`),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect([...(await told('event.approved')), ...(await told('event.rejected'))]).toHaveLength(1);
  });
});

describe('registering', () => {
  test('for an approved event answers the same each time, and is told once', async () => {
    const event = await proposed();
    await callers.family.post(`/api/events/${event.id}/approve`);
    const register = () => callers.gotra.post<RegistrationView>(`/api/events/${event.id}/register`);
    const first = await register();
    expect(first.status).toBe(201);
    expect(first.body).toEqual({
      eventId: event.id,
      userId: first.body.userId,
      registeredAt: first.body.registeredAt,
    });
    const answers = await Promise.all(Array.from({ length: 10 }, register));
    for (const answer of answers) expect(answer).toMatchObject({ status: 201, body: first.body });
    expect(await told('event.registered')).toEqual([
      {
        eventId: event.id,
        title: event.title,
        startsAt: event.startsAt,
        organizerId: event.organizer.id,
        userId: first.body.userId,
        userName: 'Kantilal Desai',
      },
    ]);
  });

  test('at once and for the first time is told once', async () => {
    const { id } = await proposed();
    await callers.family.post(`/api/events/${id}/approve`);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => callers.gotra.post(`/api/events/${id}/register`)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(10).fill(201));
    expect(await told('event.registered')).toHaveLength(1);
  });

  test('for one that is not approved is refused', async () => {
    const pending = await proposed();
    const rejected = await proposed();
    await callers.family.post(`/api/events/${rejected.id}/reject`);
    for (const { id } of [pending, rejected]) {
      const { status, body } = await callers.gotra.post<Problem>(`/api/events/${id}/register`);
      expect(status).toBe(409);
      expect(body.detail).toContain('approved');
    }
    expect(await told('event.registered')).toEqual([]);
  });
});

describe('reading', () => {
  test('page by page, newest first, each one once', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 7; index += 1) ids.unshift((await proposed()).id);
    const seen: string[] = [];
    let next: string | undefined = '/api/events?limit=3';
    while (next) {
      const page: { body: EventView[]; headers: Headers } = await callers.member.get<EventView[]>(next);
      seen.push(...page.body.map(({ id }) => id));
      next = /^<(.+)>; rel="next"$/.exec(page.headers.get('link') ?? '')?.[1];
    }
    expect(seen).toEqual(ids);
  });

  test('by status, in any case', async () => {
    const { id } = await proposed();
    await proposed();
    await callers.family.post(`/api/events/${id}/approve`);
    const list = async (status: string) =>
      (await callers.member.get<EventView[]>(`/api/events?status=${status}`)).body.map((event) => event.id);
    expect(await list('approved')).toEqual([id]);
    expect(await list('PENDING')).toHaveLength(1);
    expect(await list('REJECTED')).toEqual([]);
  });

  test.each([
    'status=DONE',
    'limit=0',
    'limit=101',
    'limit=x',
    'cursor=x',
    'page=2',
    'status=PENDING&status=x',
  ])('?%s is refused', async (query) => {
    expect((await callers.member.get(`/api/events?${query}`)).status).toBe(400);
  });

  test.each([UNKNOWN, 'no-id', '%27%3B--'])('an event that is not there is 404: %s', async (id) => {
    expect((await callers.admin.get(`/api/events/${id}`)).status).toBe(404);
    for (const verb of ['approve', 'reject', 'register']) {
      expect((await callers.admin.post(`/api/events/${id}/${verb}`)).status).toBe(404);
    }
  });

  test('without signing in nothing is shown or done', async () => {
    expect((await app.anonymous.get('/api/events')).status).toBe(401);
    expect((await app.anonymous.post('/api/events', proposal())).status).toBe(401);
    expect((await app.anonymous.post(`/api/events/${UNKNOWN}/approve`)).status).toBe(401);
  });
});

describe('a change and its telling are one', () => {
  test('what cannot be told does not happen', async () => {
    const { id } = await proposed();
    await whileBroken(app, 'domain_events', 'at once', async () => {
      expect((await propose()).status).toBe(500);
      expect((await callers.admin.post(`/api/events/${id}/approve`)).status).toBe(500);
    });
    expect(await app.sql('SELECT id, status FROM community_events')).toEqual([{ id, status: 'PENDING' }]);
  });

  test('what is undone at the last moment is not told', async () => {
    const { id } = await proposed();
    await whileBroken(app, 'community_events', 'at the last moment', async () => {
      expect((await propose()).status).toBe(500);
      expect((await callers.admin.post(`/api/events/${id}/approve`)).status).toBe(500);
    });
    expect(await told('event.created')).toHaveLength(1);
    expect(await told('event.approved')).toEqual([]);
  });
});
