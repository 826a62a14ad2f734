import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import { previewEqualsResult } from '../../../test/support/preview-equals-result.js';
import { unlikePeople } from '../../../test/support/unlike-people.js';
import type { Problem } from '../../platform/http/problem.js';
import { CHANNELS } from '../vocabulary.js';
import type { PreviewView } from './preview.view.js';

let app: TestApp;
const callers = {} as Record<'admin' | 'community' | 'gotra' | 'family' | 'member', Caller>;
const groups = new Map<string, string>();
const people = new Map<string, string>();

// Nothing executes: what was sent is planned by the test.
beforeAll(async () => {
  app = await startApp({ MUNADI_ROLE: 'api', THROTTLE_PER_HOUR: '2', RATE_SENDER_PER_HOUR: '1000' });
  callers.admin = await app.as('admin@demo.munadi');
  callers.community = await app.as('community-head@demo.munadi');
  callers.gotra = await app.as('gotra-head@demo.munadi');
  callers.family = await app.as('family-head@demo.munadi');
  callers.member = await app.as('member@demo.munadi');
  const named = (table: string) => app.sql<{ id: string; name: string }>(`SELECT id, name FROM ${table}`);
  for (const { id, name } of await named('groups')) groups.set(name, id);
  for (const { id, name } of await named('users')) people.set(name, id);
  await unlikePeople(app);
});
beforeEach(() => app.sql('TRUNCATE messages, notifications, deliveries'));

const group = (name: string, over: object = {}) => ({ group: groups.get(name), ...over });
const below = { subgroups: true };
const users = (...names: string[]) => names.map((name) => people.get(name));
const preview = <Body = PreviewView>(caller: Caller, request: object) =>
  caller.post<Body>('/api/audiences/preview', request);

const ALL = { channels: CHANNELS };
const EVERYBODY = () => ({ audience: { include: [group('Anand Samaj', below)] } });

const AUDIENCES: [string, () => object][] = [
  ['a gotra alone', () => ({ audience: { include: [group('Kashyap')] } })],
  ['a role', () => ({ targetRole: 'FAMILY_HEAD' })],
  [
    'groups that overlap',
    () => ({
      audience: { include: [group('Kashyap', below), group('Patel family'), group('Tabla and harmonium')] },
    }),
  ],
  [
    'a gotra without a family and a person',
    () => ({
      audience: {
        include: [group('Kashyap', below)],
        exclude: [group('Amin family'), { users: users('Meera Patel') }],
      },
    }),
  ],
  [
    'everybody but the sender',
    () => ({ audience: { ...EVERYBODY().audience, exclude: [{ sender: true }] } }),
  ],
  [
    'the plain members of all groups but two',
    () => ({
      audience: {
        include: [group('Anand Samaj', { ...below, roles: ['MEMBER'] })],
        exclude: [group('Bharadwaj', below), group('Joshi family'), { users: users('Meera Patel') }],
      },
    }),
  ],
  [
    'the plain members of one group, and the heads of another',
    () => ({
      audience: {
        include: [
          group('Tabla and harmonium', { roles: ['MEMBER'] }),
          group('Kashyap', { ...below, roles: ['FAMILY_HEAD'] }),
        ],
      },
    }),
  ],
  ['people by name', () => ({ recipientIds: users('Meera Patel', 'Ila Parekh', 'Hetal Patel') })],
];

const MESSAGES: [string, object][] = [
  ['an announcement that escalates', ALL],
  ['an urgent one at once', { ...ALL, priority: 'HIGH' }],
  ['one by email alone', { channel: 'EMAIL', priority: 'MEDIUM' }],
  ['a critical one, for which nobody rests', { ...ALL, priority: 'CRITICAL' }],
  [
    'one with steps of its own',
    {
      ...ALL,
      escalation: {
        steps: [
          { channel: 'PUSH', afterSeconds: 60 },
          { channel: 'SMS', afterSeconds: 600 },
        ],
      },
    },
  ],
  ['a receipt, whose email is mandatory', { ...ALL, type: 'PAYMENT_RECEIPT' }],
  ['an alert, which asks nobody', { ...ALL, type: 'SECURITY_ALERT' }],
  ['an emergency', { type: 'EMERGENCY_ALERT' }],
];

describe('a preview says what comes of it', () => {
  test.each(MESSAGES)('of %s', async (_what, message) => {
    await previewEqualsResult(app, callers.community, { ...EVERYBODY(), ...message });
  });

  test.each(AUDIENCES)('for %s', async (_whom, audience) => {
    await previewEqualsResult(app, callers.community, { ...audience(), ...ALL, priority: 'HIGH' });
  });

  test('where some have had too much in the past hour', async () => {
    for (const message of ['One', 'Two', 'Three']) {
      await previewEqualsResult(app, callers.gotra, {
        ...ALL,
        message,
        audience: { include: [group('Patel family')] },
      });
    }
    const wide = { audience: { include: [group('Kashyap', below)] }, ...ALL };
    const { preview: seen } = await previewEqualsResult(app, callers.gotra, wide);
    expect(seen.channels.IN_APP?.suppressed).toEqual({ THROTTLED: 5, PREFERENCE_OFF: 1 });
    await previewEqualsResult(app, callers.community, { ...wide, type: 'PAYMENT_RECEIPT' });
    await previewEqualsResult(app, callers.community, { ...wide, priority: 'CRITICAL' });
  });

  test('with everything in it that such a table should have', async () => {
    const { body } = await preview(callers.community, { ...EVERYBODY(), ...ALL, priority: 'HIGH' });
    const { EMAIL, SMS, PUSH } = body.channels;
    expect(Object.keys(EMAIL?.suppressed ?? {}).toSorted()).toEqual([
      'BOUNCED',
      'NO_ADDRESS',
      'PREFERENCE_OFF',
      'UNSUBSCRIBED',
    ]);
    expect(SMS?.suppressed).toMatchObject({ INVALID_ADDRESS: 1 });
    expect([SMS?.held, PUSH?.held]).toEqual([3, 2]);
  });
});

describe('nights', () => {
  const held = async (over: object) => {
    const { body } = await preview(callers.family, {
      recipientIds: users('Meera Patel'),
      channel: 'SMS',
      ...over,
    });
    return body.channels.SMS?.held;
  };
  const night = (begin: string, end: string) =>
    app.sql(`UPDATE preferences SET quiet_start = $1, quiet_end = $2 WHERE user_id = $3`, [
      begin,
      end,
      people.get('Meera Patel'),
    ]);

  test('are those of the moment at which it leaves', async () => {
    await night('22:00', '07:00');
    const [day] = await app.sql<{ day: string }>(
      `SELECT to_char(now() + interval '3 days', 'YYYY-MM-DD') AS day`,
    );
    // 22:30 and 12:30 in India.
    expect(await held({ scheduledFor: `${day!.day}T17:00:00Z`, priority: 'HIGH' })).toBe(1);
    expect(await held({ scheduledFor: `${day!.day}T07:00:00Z`, priority: 'HIGH' })).toBe(0);
    const local = { inRecipientTimezone: true, priority: 'HIGH' };
    expect(await held({ scheduledFor: `${day!.day}T23:00`, ...local })).toBe(1);
    expect(await held({ scheduledFor: `${day!.day}T09:00`, ...local })).toBe(0);
    expect(await held({ scheduledFor: `${day!.day}T23:00`, ...local, priority: 'CRITICAL' })).toBe(0);
  });
});

describe('a preview answers', () => {
  test('by groups and roles, with names and a price', async () => {
    const { body } = await preview(callers.family, {
      channels: ['in_app', 'sms'],
      audience: { include: [group('Patel family')] },
    });
    expect(body).toMatchObject({
      recipientCount: 5,
      byGroup: [{ id: groups.get('Patel family'), name: 'Patel family', kind: 'FAMILY', count: 5 }],
      groupCount: 1,
      byRole: { FAMILY_HEAD: 1, MEMBER: 4 },
      estimatedCost: 0.008 * (body.channels.SMS?.reachable ?? 0),
      currency: 'USD',
      priority: 'LOW',
      lane: 'bulk',
      strategy: 'ESCALATION',
      warning: null,
      approval: null,
    });
    expect(body.sample.map(({ name }) => name).toSorted()).toEqual([
      'Harish Patel',
      'Hetal Patel',
      'Jignesh Patel',
      'Meera Patel',
      'Tanvi Patel',
    ]);
    expect(Date.parse(String(body.confirmation.expiresAt)) - Date.now()).toBeGreaterThan(14 * 60_000);
  });

  test('a head with groups of theirs alone, an ADMIN with all', async () => {
    const request = { channel: 'IN_APP', audience: { include: [group('Kashyap', below)] } };
    const kinds = async (caller: Caller) =>
      new Set((await preview(caller, request)).body.byGroup.map(({ kind }) => kind));
    expect(await kinds(callers.gotra)).toEqual(new Set(['FAMILY', 'GOTRA']));
    expect(await kinds(callers.admin)).toEqual(await kinds(callers.community));
    expect(await kinds(callers.admin)).toContain('COURSE');
  });

  test('an audience of nobody with noughts', async () => {
    const { status, body } = await preview(callers.community, {
      channel: 'EMAIL',
      audience: { include: [group('Kashyap')], exclude: [group('Kashyap', below)] },
    });
    expect([status, body.recipientCount, body.byRole, body.sample]).toEqual([200, 0, {}, []]);
    expect(body.channels).toEqual({ EMAIL: { reachable: 0, suppressed: {}, held: 0 } });
  });

  test('that a second head has to approve it', async () => {
    const community = groups.get('Anand Samaj');
    await app.sql('UPDATE groups SET approval_above = 10 WHERE id = $1', [community]);
    const approval = async (over: object) =>
      (await preview(callers.gotra, { channel: 'IN_APP', ...over })).body.approval;
    const wide = { audience: { include: [group('Kashyap', below)] } };
    expect(await approval(wide)).toEqual({ communityId: community, name: 'Anand Samaj', above: 10 });
    expect(await approval({ audience: { include: [group('Patel family')] } })).toBeNull();
    await previewEqualsResult(app, callers.gotra, { channel: 'IN_APP', ...wide });
    await previewEqualsResult(app, callers.community, { type: 'EMERGENCY_ALERT', ...wide });
    await app.sql('UPDATE groups SET approval_above = NULL');
  });

  test('that it is far wider than usual', async () => {
    const { body } = await preview(callers.community, { channel: 'IN_APP', ...EVERYBODY() });
    expect(body.warning).toEqual({
      usual: 15,
      recipientCount: body.recipientCount,
      message: expect.stringContaining('Anand Samaj with everybody below it'),
      because: [
        { item: 'include[0]', name: 'Anand Samaj with everybody below it', count: body.recipientCount },
      ],
    });
  });

  test.each<[string, keyof typeof callers, () => object, number]>([
    [
      'a member',
      'member',
      () => ({ channel: 'IN_APP', audience: { include: [group('Patel family')] } }),
      403,
    ],
    [
      'a stranger to the group',
      'family',
      () => ({ channel: 'IN_APP', audience: { include: [group('Kashyap')] } }),
      403,
    ],
    ['who may not alert', 'family', () => ({ type: 'EMERGENCY_ALERT', targetRole: 'MEMBER' }), 403],
    ['who names nobody', 'gotra', () => ({ channel: 'IN_APP' }), 422],
    ['who names a role of two meanings', 'gotra', () => ({ channel: 'IN_APP', targetRole: 'MEMBER' }), 422],
    ['who names no channel', 'family', () => ({ targetRole: 'MEMBER' }), 400],
    ['who says more than there is', 'family', () => ({ channel: 'IN_APP', targetRole: 'MEMBER', x: 1 }), 400],
  ])('not to %s', async (_whom, who, request, expected) => {
    const { status, body } = await preview<Problem>(callers[who], request());
    expect([status, body.detail]).toEqual([expected, expect.stringMatching(/\.$/)]);
  });
});
