import { beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import type { ScopeView } from '../../audience/scope.view.js';
import type { Problem } from '../../platform/http/problem.js';
import type { AcceptedView } from './accepted.view.js';

const UNKNOWN = '01937b6e-7c00-7000-8000-000000000001';

let app: TestApp;
const callers = {} as Record<'admin' | 'community' | 'gotra' | 'family' | 'member', Caller>;
const groups = new Map<string, string>();
const people = new Map<string, string>();

// Nothing executes: what is asked is about what is taken in.
beforeAll(async () => {
  app = await startApp({ MUNADI_ROLE: 'api' });
  callers.admin = await app.as('admin@demo.munadi');
  callers.community = await app.as('community-head@demo.munadi');
  callers.gotra = await app.as('gotra-head@demo.munadi');
  callers.family = await app.as('family-head@demo.munadi');
  callers.member = await app.as('member@demo.munadi');
  const named = (table: string) => app.sql<{ id: string; name: string }>(`SELECT id, name FROM ${table}`);
  for (const { id, name } of await named('groups')) groups.set(name, id);
  for (const { id, name } of await named('users')) people.set(name, id);
});

const group = (name: string, over: object = {}) => ({ group: groups.get(name), ...over });
const below = { subgroups: true };
const to = (...include: object[]) => ({ audience: { include } });
const users = (...names: string[]) => names.map((name) => people.get(name));

const asked = (over: object) => ({ type: 'ANNOUNCEMENT', channel: 'IN_APP', message: 'Hello', ...over });
const send = <Body = AcceptedView>(caller: Caller, over: object) =>
  caller.post<Body>('/api/notifications', asked(over));
/** Steps by email, each with something else about it. */
const steps = (...over: object[]) => ({
  channel: undefined,
  channels: ['IN_APP', 'EMAIL'],
  escalation: { steps: over.map((each) => ({ channel: 'EMAIL', afterSeconds: 600, ...each })) },
});
const messages = async () => (await app.sql<{ n: number }>('SELECT count(*)::int AS n FROM messages'))[0]!.n;

describe('what is accepted', () => {
  test('is answered with where to follow it', async () => {
    const { status, body } = await send(callers.family, {
      ...to(group('Patel family')),
      channels: ['email', 'in_app', 'EMAIL'],
      channel: undefined,
      priority: 'urgent',
      deliveryStrategy: 'escalation',
    });
    expect(status).toBe(202);
    expect(body).toEqual({
      success: true,
      message: 'Notifications queued for delivery',
      recipientCount: 5,
      data: {
        eventId: body.data.eventId,
        recipientCount: 5,
        channels: ['EMAIL', 'IN_APP'],
        lane: 'critical',
        strategy: 'BROADCAST',
        scheduledFor: null,
        approval: null,
        warning: null,
      },
    });
    const followed = await callers.family.get(`/api/messages/${body.data.eventId}`);
    expect(followed.body).toMatchObject({
      state: 'COMPLETED',
      recipientCount: 5,
      sender: { name: 'Harish Patel' },
    });
  });

  test.each<[string, object, object]>([
    ['nothing said of it', {}, { lane: 'bulk', strategy: 'ESCALATION' }],
    [
      'the priority in other words',
      { notificationPriority: 'normal' },
      { lane: 'important', strategy: 'BROADCAST' },
    ],
    ['a type of another urgency', { type: 'event_reminder' }, { lane: 'important' }],
    ['a strategy', { deliveryStrategy: 'broadcast' }, { lane: 'bulk', strategy: 'BROADCAST' }],
  ])('goes by the lane and strategy of its priority: %s', async (_what, over, expected) => {
    const { body } = await send(callers.family, { ...to(group('Patel family')), ...over });
    expect(body.data).toMatchObject(expected);
  });

  test('an Idempotency-Key sends it once', async () => {
    const before = await messages();
    const once = callers.family.with({ 'idempotency-key': 'announce-1' });
    const first = await send(once, to(group('Patel family')));
    const again = await send(once, to(group('Patel family')));
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect((await send(once, to(group('Patel family'), group('Patel family')))).status).toBe(422);
    expect(await messages()).toBe(before + 1);
  });

  test('is worded in the language of who reads it, and literally', async () => {
    const message = 'Hi {name}, <b>50%</b> off';
    const locales = { gu: { message: 'નમસ્તે' }, hi: { subject: 'सभा', message: 'नमस्ते' } };
    const data = { link: '/events/5', seats: 4 };
    await send(callers.family, {
      ...to(group('Patel family')),
      message,
      locales,
      data,
      metadata: { ref: 7 },
    });
    const newest = async (email: string) =>
      (await (await app.as(email)).get<object[]>('/api/notifications?limit=1')).body[0];
    expect(await newest('member@demo.munadi')).toMatchObject({
      title: 'Announcement',
      message,
      link: '/events/5',
      data,
    });
    expect(await newest('tanvi.patel@demo.munadi')).toMatchObject({ title: 'જાહેરાત', message: 'નમસ્તે' });
  });

  test('50,000 people can be named, if they are there', async () => {
    const recipientIds = Array.from({ length: 50_000 }, () => crypto.randomUUID());
    const { status, body } = await send<Problem>(callers.admin, { recipientIds });
    expect(status).toBe(422);
    expect(body.detail).toContain('50000 of the people named');
    expect((await send(callers.admin, { recipientIds: [...recipientIds, UNKNOWN] })).status).toBe(400);
  });
});

describe('steps of its own', () => {
  const planned = async (over: object) => {
    const { body } = await send(callers.family, {
      ...to(group('Patel family')),
      ...steps({ channel: 'email' }),
      ...over,
    });
    const [row] = await app.sql('SELECT timings FROM messages WHERE id = $1', [body.data.eventId]);
    return { strategy: body.data.strategy, ...row };
  };

  test('say that it escalates, whatever its priority does by itself', async () => {
    const escalates = { strategy: 'ESCALATION', timings: [{ name: 'default', delays: [0, 600] }] };
    expect(await planned({ priority: 'HIGH' })).toEqual(escalates);
    expect(await planned({ priority: 'HIGH', deliveryStrategy: 'escalation' })).toEqual(escalates);
    expect(await planned({})).toEqual(escalates);
  });

  test('count for nothing where it is critical', async () => {
    expect(await planned({ priority: 'CRITICAL' })).toEqual({
      strategy: 'BROADCAST',
      timings: [{ name: 'default', delays: [0, 0] }],
    });
  });
});

describe('a long body', () => {
  test('has its limit, too', async () => {
    const { status, body } = await send<Problem>(callers.family, { message: 'x'.repeat(3_000_000) });
    expect([status, body.detail]).toEqual([413, 'The body is larger than 2200 KB.']);
  });
});

describe('to whom', () => {
  const COMMUNITY = 'Anand Samaj';
  test.each<[keyof typeof callers, string, () => object, number]>([
    ['admin', 'any group', () => to(group(COMMUNITY)), 3],
    ['admin', 'a role in the only community', () => ({ targetRole: 'gotra_head' }), 3],
    ['admin', 'anybody', () => ({ recipientIds: users('Meera Patel', 'Deepa Verma') }), 2],
    ['community', 'the community with everybody', () => to(group(COMMUNITY, below)), 61],
    ['community', 'a family', () => to(group('Verma family')), 5],
    ['community', 'a course', () => to(group('Tabla and harmonium')), 6],
    ['community', 'a role in the community', () => ({ targetRole: 'FAMILY_HEAD' }), 12],
    ['gotra', 'who joined the gotra itself', () => to(group('Kashyap')), 1],
    ['gotra', 'the gotra with its families', () => to(group('Kashyap', below)), 20],
    ['gotra', 'a role in it', () => to(group('Kashyap', { roles: ['FAMILY_HEAD'], ...below })), 4],
    ['gotra', 'people of it', () => ({ recipientIds: users('Meera Patel', 'Dev Amin') }), 2],
    ['gotra', 'groups that overlap, once', () => to(group('Kashyap', below), group('Amin family')), 20],
    [
      'gotra',
      'without a family',
      () => ({ audience: { include: [group('Kashyap', below)], exclude: [group('Amin family')] } }),
      15,
    ],
    ['family', 'the family', () => to(group('Patel family')), 5],
    ['family', 'a role in the family', () => ({ targetRole: 'MEMBER' }), 4],
    ['family', 'a role, as an audience', () => to({ role: 'MEMBER' }), 4],
    ['family', 'one of it', () => to({ users: users('Meera Patel') }), 1],
  ])('%s: %s', async (who, _what, over, recipientCount) => {
    const { status, body } = await send(callers[who], over());
    expect([status, body.recipientCount]).toEqual([202, recipientCount]);
  });

  test.each<[keyof typeof callers, string, () => object, number]>([
    ['member', 'their own family', () => to(group('Patel family')), 403],
    ['member', 'themselves', () => ({ recipientIds: users('Meera Patel') }), 403],
    ['member', 'nobody in particular', () => ({}), 403],
    ['family', 'another family', () => to(group('Amin family')), 403],
    ['family', 'the gotra above', () => to(group('Kashyap')), 403],
    ['family', 'a member and a stranger', () => ({ recipientIds: users('Meera Patel', 'Deepa Verma') }), 403],
    ['family', 'somebody there is not', () => ({ recipientIds: [UNKNOWN] }), 403],
    [
      'family',
      'without somebody of another family',
      () => ({ audience: { include: [group('Patel family')], exclude: [{ users: users('Deepa Verma') }] } }),
      403,
    ],
    ['family', 'an alert', () => ({ type: 'EMERGENCY_ALERT', ...to(group('Patel family')) }), 403],
    ['gotra', 'another gotra', () => to(group('Kashyap'), group('Bharadwaj')), 403],
    ['gotra', 'the community', () => to(group(COMMUNITY)), 403],
    ['gotra', 'a role', () => ({ targetRole: 'MEMBER' }), 422],
    ['community', 'a group that there is not', () => to({ group: UNKNOWN }), 403],
    ['admin', 'a group that there is not', () => to({ group: UNKNOWN }), 422],
    ['admin', 'somebody there is not', () => ({ recipientIds: [...users('Meera Patel'), UNKNOWN] }), 422],
    [
      'community',
      'a role that nobody has there',
      () => to(group('Verma family', { roles: ['GOTRA_HEAD'] })),
      422,
    ],
    [
      'community',
      'nobody left',
      () => ({ audience: { include: [group('Kashyap')], exclude: [group('Kashyap', below)] } }),
      422,
    ],
    ['community', 'no audience', () => ({}), 422],
    ['community', 'an empty audience', () => to(), 422],
    ['community', 'no users', () => ({ recipientIds: [] }), 422],
    ['community', 'no users, as an audience', () => to({ users: [] }), 422],
    ['community', 'a role and an audience', () => ({ targetRole: 'MEMBER', ...to(group('Kashyap')) }), 422],
  ])('%s not to %s', async (who, _what, over, expected) => {
    const before = await messages();
    const { status, body } = await send<Problem>(callers[who], over());
    expect([status, body.detail]).toEqual([expected, expect.stringMatching(/\.$/)]);
    expect(await messages()).toBe(before);
  });

  test('a refusal names those who are outside', async () => {
    const { body } = await send<Problem>(callers.family, {
      recipientIds: users('Meera Patel', 'Deepa Verma'),
    });
    expect(body.detail).toContain(`1 are not: ${people.get('Deepa Verma')}.`);
  });

  test('a role alone is ambiguous to an ADMIN of two communities', async () => {
    const [second] = await app.sql<{ id: string }>(
      `INSERT INTO groups (name, kind) VALUES ('Second', 'COMMUNITY') RETURNING id`,
    );
    const { status, body } = await send<Problem>(callers.admin, { targetRole: 'MEMBER' });
    await app.sql('DELETE FROM groups WHERE id = $1', [second!.id]);
    expect([status, body.type]).toEqual([422, 'urn:munadi:problem:audience-ambiguous']);
  });

  test.each([{}, { targetRole: 'MEMBER' }])('what is unclear is answered with the scopes', async (over) => {
    const { body } = await send<Problem & { scopes: ScopeView[] }>(callers.gotra, over);
    expect(body.errors).toHaveLength(1);
    expect(body.scopes.map(({ name }) => name)).toEqual([
      'Kashyap',
      'Amin family',
      'Desai family',
      'Parekh family',
      'Patel family',
    ]);
    expect(body.scopes[0]).toEqual({ id: groups.get('Kashyap'), name: 'Kashyap', kind: 'GOTRA' });
  });
});

test.each<[keyof typeof callers, number]>([
  ['admin', 19],
  ['community', 19],
  ['gotra', 5],
  ['family', 1],
  ['member', 0],
])('the scopes of %s', async (who, count) => {
  const { status, body } = await callers[who].get<ScopeView[]>('/api/audiences/scopes');
  expect([status, body.length]).toEqual([200, count]);
  const patel = body.find(({ name }) => name === 'Patel family');
  if (count > 0) {
    expect(patel).toEqual({
      id: groups.get('Patel family'),
      name: 'Patel family',
      kind: 'FAMILY',
      parentId: groups.get('Kashyap'),
      memberCount: 5,
      approvalAbove: null,
    });
  }
});

test.each<[string, object, number, string]>([
  ['no message', { message: undefined }, 400, 'message'],
  ['a message of spaces', { message: '  ' }, 400, 'message'],
  ['a message that is too long', { message: 'x'.repeat(10_001) }, 400, 'message'],
  ['a message with a bell', { message: 'a\u0007' }, 400, 'message'],
  ['no type', { type: undefined }, 400, 'type'],
  ['an unknown type', { type: 'GOSSIP' }, 400, 'type'],
  ['no channel', { channel: undefined }, 400, 'channel'],
  ['an unknown channel', { channel: 'PIGEON' }, 400, 'channel'],
  ['no channels', { channel: undefined, channels: [] }, 400, 'channels'],
  ['an unknown channel among others', { channel: undefined, channels: ['EMAIL', 'PIGEON'] }, 400, 'channels'],
  ['a channel and channels', { channels: ['EMAIL'] }, 400, 'channels'],
  ['an unknown priority', { priority: 'soon' }, 400, 'priority'],
  ['a priority twice', { priority: 'LOW', notificationPriority: 'LOW' }, 400, 'notificationPriority'],
  ['no steps', { escalation: { steps: [] } }, 400, 'escalation.steps'],
  ['steps that are none', { escalation: [] }, 400, 'escalation'],
  ['an empty escalation', { escalation: {} }, 400, 'escalation.steps'],
  ['a step that is none', { escalation: { steps: [5] } }, 400, 'escalation.steps[0]'],
  ['a step for an unknown channel', steps({ channel: 'FAX' }), 400, 'escalation.steps[0].channel'],
  ['a step for another channel', steps({ channel: 'PUSH' }), 400, 'escalation.steps[0].channel'],
  ['a step in the past', steps({ afterSeconds: -1 }), 400, 'escalation.steps[0].afterSeconds'],
  ['a step in half a second', steps({ afterSeconds: 0.5 }), 400, 'escalation.steps[0].afterSeconds'],
  ['a step in words', steps({ afterSeconds: '600' }), 400, 'escalation.steps[0].afterSeconds'],
  [
    'a step after more than a week',
    steps({ afterSeconds: 604_801 }),
    400,
    'escalation.steps[0].afterSeconds',
  ],
  ['a step with more to it', steps({ unless: 'seen' }), 400, 'escalation.steps[0].unless'],
  ['two steps of a channel', steps({}, { afterSeconds: 1 }), 400, 'escalation.steps[1].channel'],
  ['a feed that waits', steps({ channel: 'IN_APP' }), 400, 'escalation.steps[0].afterSeconds'],
  ['steps in a broadcast', { ...steps({}), deliveryStrategy: 'BROADCAST' }, 422, 'escalation'],
  ['an unknown strategy', { deliveryStrategy: 'DRIP' }, 400, 'deliveryStrategy'],
  ['a subject of two lines', { subject: 'a\r\nBcc: b' }, 400, 'subject'],
  ['a subject that is too long', { subject: 'x'.repeat(201) }, 400, 'subject'],
  ['a locale that is not spoken', { locales: { fr: { message: 'Bonjour' } } }, 400, 'locales.fr'],
  ['a locale without a message', { locales: { hi: { subject: 'x' } } }, 400, 'locales.hi.message'],
  ['a list of texts for a locale', { locales: { hi: [{ message: 'x' }] } }, 400, 'locales.hi'],
  ['a list of locales', { locales: [{ hi: { message: 'x' } }] }, 400, 'locales'],
  [
    'a locale with a subject of two lines',
    { locales: { hi: { subject: 'a\nb', message: 'c' } } },
    400,
    'locales.hi.subject',
  ],
  ['data that is nested', { data: { a: [] } }, 400, 'data'],
  ['a link that runs', { data: { link: 'javascript:alert(1)' } }, 400, 'data'],
  ['metadata that is no object', { metadata: 'x' }, 400, 'metadata'],
  ['a schedule without an offset', { scheduledFor: '2030-01-01T10:00:00' }, 400, 'scheduledFor'],
  ['a local time that nobody asked for', { scheduledFor: '2030-01-01T10:00' }, 400, 'scheduledFor'],
  [
    'a local time with an offset',
    { scheduledFor: '2030-01-01T10:00:00Z', inRecipientTimezone: true },
    400,
    'scheduledFor',
  ],
  [
    'a local time on a day there is not',
    { scheduledFor: '2030-02-30T10:00', inRecipientTimezone: true },
    400,
    'scheduledFor',
  ],
  ['a local time that is not said', { inRecipientTimezone: true }, 400, 'scheduledFor'],
  [
    'the timezone itself',
    { scheduledFor: '2030-01-01T10:00', inRecipientTimezone: 'Asia/Kolkata' },
    400,
    'inRecipientTimezone',
  ],
  [
    'a local time past everywhere',
    { scheduledFor: '2020-01-01T10:00', inRecipientTimezone: true },
    422,
    'scheduledFor',
  ],
  [
    'a local time far ahead',
    { scheduledFor: '2090-01-01T10:00', inRecipientTimezone: true },
    422,
    'scheduledFor',
  ],
  ['a schedule in the past', { scheduledFor: '2020-01-01T10:00:00Z' }, 422, 'scheduledFor'],
  ['a schedule far ahead', { scheduledFor: '2090-01-01T10:00:00Z' }, 422, 'scheduledFor'],
  [
    'a flaw in the audience',
    { audience: { include: [{ group: 'Patel' }] } },
    400,
    'audience.include[0].group',
  ],
  ['a role there is not', { targetRole: 'ADMIN' }, 400, 'targetRole'],
  ['an id that is none', { recipientIds: ['Meera'] }, 400, 'recipientIds'],
  ['a sender of their own', { senderId: UNKNOWN }, 400, 'senderId'],
])('%s is refused', async (_what, over, expected, path) => {
  const before = await messages();
  const { status, body } = await send<Problem>(callers.family, { ...to(group('Patel family')), ...over });
  expect(status).toBe(expected);
  expect(body.errors?.map((error) => error.path)).toContain(path);
  expect(await messages()).toBe(before);
});
