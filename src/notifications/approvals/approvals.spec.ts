import { beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import { toldBy, whileBroken } from '../../../test/support/facts.js';
import { Database } from '../../platform/database/database.js';
import type { Problem } from '../../platform/http/problem.js';
import { Planner } from '../planning/planner.js';
import { releaseScheduled } from '../planning/release-scheduled.sql.js';
import type { AcceptedView } from '../sending/accepted.view.js';
import type { MessageView } from '../sending/message.view.js';
import type { PreviewView } from '../preview/preview.view.js';

const ABOVE = 4;
const UNKNOWN = '01937b6e-7c00-7000-8000-000000000001';
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

let app: TestApp;
let database: Database;
let community = '';
let family = '';
const people = new Map<string, string>();
const callers = {} as Record<'admin' | 'head' | 'subhead' | 'gotra' | 'family' | 'member', Caller>;

// Nothing executes: only the tests release.
beforeAll(async () => {
  app = await startApp({ MUNADI_ROLE: 'api' });
  database = app.nest.get(Database, { strict: false });
  await app.sql(`UPDATE users SET email = 'subhead@demo.munadi' WHERE name = 'Rekha Joshi'`);
  const logins = {
    admin: 'admin',
    head: 'community-head',
    subhead: 'subhead',
    gotra: 'gotra-head',
    family: 'family-head',
    member: 'member',
  } as const;
  for (const [who, name] of Object.entries(logins)) {
    callers[who as keyof typeof logins] = await app.as(`${name}@demo.munadi`);
  }
  for (const { id, name } of await app.sql<{ id: string; name: string }>('SELECT id, name FROM users'))
    people.set(name, id);
  const groups = new Map(
    (await app.sql<{ id: string; name: string }>('SELECT id, name FROM groups')).map(({ id, name }) => [
      name,
      id,
    ]),
  );
  community = groups.get('Anand Samaj') ?? '';
  family = groups.get('Patel family') ?? '';
});
beforeEach(async () => {
  await app.sql('TRUNCATE messages, approvals, notifications, deliveries, domain_events, schedules');
  await app.sql('UPDATE groups SET approval_above = $1 WHERE id = $2', [ABOVE, community]);
});

const send = async (caller = callers.family, over: object = {}) => {
  const { status, body } = await caller.post<AcceptedView & Problem>('/api/notifications', {
    type: 'ANNOUNCEMENT',
    channel: 'IN_APP',
    subject: 'Tea',
    message: 'Tea at five',
    audience: { include: [{ group: family }] },
    ...over,
  });
  expect(status, body.detail).toBe(202);
  return body;
};
const waiting = async (caller?: Caller, over?: object) => (await send(caller, over)).data.eventId;
const find = async (id: string, caller = callers.family) =>
  (await caller.get<MessageView & Problem>(`/api/messages/${id}`)).body;
const approve = (id: string, caller = callers.head) =>
  caller.post<MessageView & Problem>(`/api/messages/${id}/approve`);
const refuse = (id: string, caller = callers.head, body: object = {}) =>
  caller.post<MessageView & Problem>(`/api/messages/${id}/refuse`, body);
const cancel = (id: string, caller = callers.family) =>
  caller.post<MessageView & Problem>(`/api/messages/${id}/cancel`);
const toApprove = async (caller: Caller) =>
  (await caller.get<MessageView[]>('/api/approvals')).body.map(({ id }) => id);
const released = async () => (await releaseScheduled(database)).map(({ id }) => id);
const copies = async (id: string) =>
  (await app.sql('SELECT user_id FROM notifications WHERE message_id = $1', [id])).length;
const logged = async (id: string) =>
  (
    await app.sql<{ action: string }>('SELECT action FROM audit_log WHERE subject = $1 ORDER BY id', [id])
  ).map(({ action }) => action);

describe('what goes to more people than two have agreed on', () => {
  it('waits, and nobody gets it', async () => {
    const { message, data } = await send();
    expect(message).toBe(
      'More than 4 people of Anand Samaj are told only what two have agreed on. It waits for another head of it.',
    );
    expect(data).toMatchObject({
      recipientCount: 5,
      scheduledFor: null,
      approval: { communityId: community, name: 'Anand Samaj', above: ABOVE },
    });
    const { approval, ...view } = await find(data.eventId);
    expect(view).toMatchObject({ state: 'SCHEDULED', scheduledFor: null, plannedCount: 0, counts: {} });
    expect(approval).toEqual({
      state: 'WAITING',
      communityId: community,
      communityName: 'Anand Samaj',
      askedAt: expect.stringMatching(/^20.*\.\d{3}Z$/) as string,
      wantedFor: null,
      decidedAt: null,
      decidedBy: null,
      reason: null,
    });
    expect(await released()).toEqual([]);
    expect(await copies(data.eventId)).toBe(0);
    expect(await logged(data.eventId)).toEqual(['message.accepted', 'approval.asked']);
  });

  it('goes where it is no more than that, and where nothing is asked', async () => {
    const few = await send(callers.family, { audience: { include: [{ group: family, roles: ['MEMBER'] }] } });
    expect(few.data).toMatchObject({ recipientCount: 4, approval: null });
    expect((await find(few.data.eventId)).approval).toBeNull();
    await app.sql('UPDATE groups SET approval_above = NULL WHERE id = $1', [community]);
    expect((await send()).data.approval).toBeNull();
  });

  it('goes in an emergency, which the log tells with what it was confirmed for', async () => {
    const alert = { type: 'EMERGENCY_ALERT', message: 'Fire', audience: { include: [{ group: family }] } };
    const preview = await callers.head.post<PreviewView>('/api/audiences/preview', alert);
    expect(preview.body.approval).toBeNull();
    const { status, body } = await callers.head.post<AcceptedView>('/api/notifications', {
      ...alert,
      confirmation: preview.body.confirmation.token,
    });
    expect(status).toBe(202);
    expect(body.data.approval).toBeNull();
    expect((await find(body.data.eventId, callers.head)).state).toBe('COMPLETED');
    const [entry] = await app.sql('SELECT detail FROM audit_log WHERE subject = $1', [body.data.eventId]);
    expect(entry?.detail).toMatchObject({
      type: 'EMERGENCY_ALERT',
      priority: 'CRITICAL',
      recipientCount: 5,
      confirmed: { recipientCount: 5, at: expect.any(String) as string },
    });
  });

  it('waits whoever sends it, an ADMIN and a head as well', async () => {
    expect((await send(callers.admin)).data.approval).toMatchObject({ above: ABOVE });
    expect((await send(callers.head)).message).toContain('It waits for another head of it.');
  });

  it('is told to the other heads, or to ADMINs where there are none', async () => {
    await send();
    const heads = [people.get('Asha Mehta'), people.get('Rekha Joshi')];
    expect(await toldBy(app, 'announcement.waiting')).toMatchObject([
      { about: 'Tea', senderName: 'Harish Patel', communityName: 'Anand Samaj', recipientCount: 5 },
    ]);
    expect(new Set((await toldBy(app, 'announcement.waiting'))[0]?.approverIds as string[])).toEqual(
      new Set(heads),
    );
    await send(callers.head);
    expect((await toldBy(app, 'announcement.waiting'))[1]?.approverIds).toEqual([people.get('Rekha Joshi')]);

    await app.sql(`UPDATE group_members SET role = 'MEMBER' WHERE group_id = $1 AND user_id = $2`, [
      community,
      people.get('Rekha Joshi'),
    ]);
    const { message } = await send(callers.head);
    expect(message).toContain('It waits for an ADMIN, because it has no other head.');
    expect((await toldBy(app, 'announcement.waiting'))[2]?.approverIds).toEqual([people.get('Nikhil Rao')]);
    await app.sql(
      `UPDATE group_members SET role = 'COMMUNITY_SUBHEAD' WHERE group_id = $1 AND user_id = $2`,
      [community, people.get('Rekha Joshi')],
    );
  });

  it('was never asked about where the message is not taken in', async () => {
    await whileBroken(app, 'approvals', 'at the last moment', async () => {
      expect(
        (
          await callers.family.post('/api/notifications', {
            type: 'ANNOUNCEMENT',
            channel: 'IN_APP',
            message: 'x',
            audience: { include: [{ group: family }] },
          })
        ).status,
      ).toBe(500);
    });
    expect(await app.sql('SELECT FROM messages')).toEqual([]);
    expect(await toldBy(app, 'announcement.waiting')).toEqual([]);
  });
});

describe('who may approve', () => {
  it('sees it, and nobody else does', async () => {
    const id = await waiting();
    const seen = await Promise.all(
      Object.entries(callers).map(async ([who, caller]) => [who, (await toApprove(caller)).includes(id)]),
    );
    expect(Object.fromEntries(seen)).toEqual({
      admin: true,
      head: true,
      subhead: true,
      gotra: false,
      family: false,
      member: false,
    });
    const [shown] = (await callers.head.get<MessageView[]>('/api/approvals')).body;
    expect(shown).toMatchObject({
      id,
      subject: 'Tea',
      audience: { include: [{ group: family }] },
      sender: { name: 'Harish Patel' },
      approval: { state: 'WAITING' },
    });
    expect(await find(id, callers.subhead)).toMatchObject({ id, message: 'Tea at five' });
    expect((await callers.gotra.get(`/api/messages/${id}`)).status).toBe(404);
  });

  it('has it page by page', async () => {
    const ids = [await waiting(), await waiting(), await waiting()].toReversed();
    const { body, headers } = await callers.head.get<MessageView[]>('/api/approvals?limit=2');
    expect(body.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const [, next = ''] = /<(.*)>; rel="next"/.exec(headers.get('link') ?? '') ?? [];
    expect((await callers.head.get<MessageView[]>(next)).body.map(({ id }) => id)).toEqual(ids.slice(2));
  });

  test.each<[string, keyof typeof callers, number]>([
    ['the sender, though a head', 'head', 403],
    ['another head', 'subhead', 200],
    ['an ADMIN', 'admin', 200],
    ['the head of a gotra', 'gotra', 404],
    ['a member', 'member', 404],
  ])('%s', async (_who, who, expected) => {
    const id = await waiting(callers.head);
    expect((await refuse(id, callers[who])).status).toBe(expected);
    expect((await find(id, callers.admin)).state).toBe(expected === 200 ? 'CANCELLED' : 'SCHEDULED');
  });

  it('is not an ADMIN who has sent it', async () => {
    const id = await waiting(callers.admin);
    expect(await toApprove(callers.admin)).toEqual([]);
    expect((await approve(id, callers.admin)).status).toBe(403);
  });

  it('finds nothing where nothing waits', async () => {
    const { eventId } = (
      await send(callers.family, { audience: { include: [{ users: [people.get('Meera Patel')] }] } })
    ).data;
    for (const id of [eventId, UNKNOWN, 'x']) expect((await approve(id)).status).toBe(404);
    expect((await refuse(await waiting(), callers.head, { why: 'No' })).status).toBe(400);
  });
});

describe('what an ADMIN says to people by their names', () => {
  const names = ['Meera Patel', 'Harish Patel', 'Tanvi Patel', 'Hetal Patel', 'Jignesh Patel'];
  const rule = { name: 'Anand Samaj', above: ABOVE };

  it('waits as what they say to groups', async () => {
    const recipientIds = names.map((name) => people.get(name));
    const { data } = await send(callers.admin, { audience: undefined, recipientIds });
    expect(data.approval).toEqual({ ...rule, communityId: community });
    expect(await released()).toEqual([]);
  });

  it('waits when they upload them, whatever was wrong with their rows for another text', async () => {
    const emails = await app.sql<{ email: string }>('SELECT email FROM users WHERE name = ANY($1)', [names]);
    const csv = ['email,amount', ...emails.map(({ email }) => `${email},`)].join('\n');
    const { id } = (
      await callers.admin
        .with({ 'content-type': 'text/csv' })
        .post<{ id: string }>('/api/campaigns?name=A', csv)
    ).body;
    const asked = { type: 'ANNOUNCEMENT', channel: 'IN_APP', message: 'Hello' };
    const preview = (over: object) =>
      callers.admin.post<PreviewView>(`/api/campaigns/${id}/preview`, { ...asked, ...over });
    expect((await preview({ message: '{{amount}}' })).body).toMatchObject({
      recipientCount: 0,
      approval: null,
    });
    const { body } = await callers.admin.post<AcceptedView>(`/api/campaigns/${id}/send`, asked);
    expect(body.data.approval).toEqual({ ...rule, communityId: community });
    expect(await released()).toEqual([]);
  });
});

describe('what is approved', () => {
  it('goes as it would have gone', async () => {
    const id = await waiting();
    const { status, body } = await approve(id);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id,
      state: 'SCHEDULED',
      approval: { state: 'GRANTED', decidedBy: { name: 'Asha Mehta' }, reason: null },
    });
    expect(await released()).toEqual([id]);
    await app.nest.get(Planner, { strict: false }).plan({ messageId: id, nextBatch: 0 });
    expect(await copies(id)).toBe(5);
    expect(await logged(id)).toEqual(['message.accepted', 'approval.asked', 'approval.granted']);
    expect(await toldBy(app, 'announcement.decided')).toEqual([
      {
        messageId: id,
        about: 'Tea',
        senderId: people.get('Harish Patel'),
        decidedByName: 'Asha Mehta',
        approved: true,
        reason: null,
      },
    ]);
    expect(await toApprove(callers.head)).toEqual([]);
  });

  it('goes when it was to go', async () => {
    const scheduledFor = inHours(5);
    const id = await waiting(callers.family, { scheduledFor });
    expect((await find(id)).approval?.wantedFor).toBe(scheduledFor);
    expect((await approve(id)).body).toMatchObject({ state: 'SCHEDULED', scheduledFor });
    expect(await released()).toEqual([]);
  });

  it('goes at once where that has passed meanwhile', async () => {
    const id = await waiting(callers.family, { scheduledFor: inHours(5) });
    await app.sql(`UPDATE approvals SET wanted_for = now() - interval '1 hour'`);
    await approve(id);
    expect(await released()).toEqual([id]);
  });

  it('goes by everybody’s own clock', async () => {
    const day = inHours(72).slice(0, 10);
    const id = await waiting(callers.family, { scheduledFor: `${day}T09:00`, inRecipientTimezone: true });
    expect(await find(id)).toMatchObject({ scheduledFor: null, localTime: `${day}T09:00:00` });
    const first = new Date(Date.parse(`${day}T09:00Z`) - 14 * 3_600_000).toISOString();
    expect((await approve(id)).body).toMatchObject({ scheduledFor: first, localTime: `${day}T09:00:00` });
  });
});

describe('what is refused', () => {
  it('is cancelled, and its sender is told why', async () => {
    const id = await waiting();
    const { body } = await refuse(id, callers.subhead, { reason: ' Not on a holiday. ' });
    expect(body).toMatchObject({
      state: 'CANCELLED',
      error: 'Rekha Joshi has not approved it: Not on a holiday.',
      approval: { state: 'REFUSED', decidedBy: { name: 'Rekha Joshi' }, reason: 'Not on a holiday.' },
    });
    expect(await toldBy(app, 'announcement.decided')).toMatchObject([
      { approved: false, reason: 'Not on a holiday.' },
    ]);
    expect(await released()).toEqual([]);
    expect(await logged(id)).toEqual(['message.accepted', 'approval.asked', 'approval.refused']);
  });
});

describe('while it waits', () => {
  it('is not rescheduled', async () => {
    const id = await waiting();
    const { status, body } = await callers.family.post<Problem>(`/api/messages/${id}/reschedule`, {
      scheduledFor: inHours(1),
    });
    expect(status).toBe(409);
    expect(body.detail).toContain('waits for approval');
    await approve(id);
    expect(
      (await callers.family.post(`/api/messages/${id}/reschedule`, { scheduledFor: inHours(1) })).status,
    ).toBe(200);
    expect(await logged(id)).toContain('message.rescheduled');
  });

  it('is cancelled as ever, and waits for nobody any more', async () => {
    const id = await waiting();
    expect((await cancel(id)).body).toMatchObject({ state: 'CANCELLED', approval: null });
    expect(await toApprove(callers.head)).toEqual([]);
    const { status, body } = await approve(id);
    expect(status).toBe(409);
    expect(body.detail).toContain('cancelled before');
    expect(await toldBy(app, 'announcement.decided')).toEqual([]);
    expect(await logged(id)).toEqual(['message.accepted', 'approval.asked', 'message.cancelled']);
  });
});

describe('at once and again', () => {
  it('the first decision holds, and said again by the same it is answered the same', async () => {
    const id = await waiting();
    expect((await approve(id)).status).toBe(200);
    expect((await approve(id)).body.approval?.state).toBe('GRANTED');
    expect((await refuse(id)).body.detail).toBe('You have approved it already.');
    expect((await approve(id, callers.subhead)).body.detail).toBe('Asha Mehta has approved it already.');
    expect(await toldBy(app, 'announcement.decided')).toHaveLength(1);
    expect(await logged(id)).toHaveLength(3);
  });

  it('two heads who differ come to one outcome', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, () => waiting()));
    for (const id of ids) {
      const statuses = await Promise.all([
        approve(id).then(({ status }) => status),
        refuse(id, callers.subhead).then(({ status }) => status),
        refuse(id, callers.admin).then(({ status }) => status),
      ]);
      expect(statuses.toSorted((one, other) => one - other)).toEqual([200, 409, 409]);
      const { state, approval } = await find(id);
      expect([state, approval?.state]).toEqual(
        statuses[0] === 200 ? ['SCHEDULED', 'GRANTED'] : ['CANCELLED', 'REFUSED'],
      );
    }
    expect(await toldBy(app, 'announcement.decided')).toHaveLength(5);
  });

  it('one who approves and one who cancels: it goes to nobody', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, () => waiting()));
    for (const id of ids) {
      const [approved, cancelled] = await Promise.all([approve(id), cancel(id)]);
      expect(cancelled.status).toBe(200);
      expect([200, 409]).toContain(approved.status);
      const { state, approval } = await find(id);
      expect([state, approval?.state]).toEqual([
        'CANCELLED',
        approved.status === 200 ? 'GRANTED' : undefined,
      ]);
    }
    expect(await released()).toEqual([]);
  });

  it('a process that dies before it has committed has decided nothing', async () => {
    const id = await waiting();
    await whileBroken(app, 'audit_log', 'at the last moment', async () => {
      expect((await approve(id)).status).toBe(500);
    });
    expect(await find(id)).toMatchObject({ scheduledFor: null, approval: { state: 'WAITING' } });
    expect(await toldBy(app, 'announcement.decided')).toEqual([]);
    expect((await approve(id)).status).toBe(200);
  });
});

describe('the rule of a community', () => {
  const require = (caller: Caller, above: unknown, id = community) =>
    caller.put<Problem & { approvalAbove: number }>(`/api/communities/${id}/approval`, { above });

  it('is made by its heads and ADMINs', async () => {
    expect((await require(callers.head, 10)).body).toEqual({
      id: community,
      name: 'Anand Samaj',
      approvalAbove: 10,
    });
    expect((await require(callers.subhead, 10)).status).toBe(200);
    expect((await require(callers.admin, null)).body.approvalAbove).toBeNull();
    expect((await send()).data.approval).toBeNull();
    expect((await require(callers.head, 0)).status).toBe(200);
    expect(
      (await send(callers.family, { audience: { include: [{ users: [people.get('Meera Patel')] }] } })).data
        .approval,
    ).toMatchObject({ above: 0 });
    const changes = await app.sql(`SELECT detail FROM audit_log WHERE subject = $1 ORDER BY id`, [community]);
    expect(changes.map(({ detail }) => detail as object)).toEqual([
      { above: 10, before: ABOVE },
      { above: null, before: 10 },
      { above: 0, before: null },
    ]);
  });

  test.each<[string, keyof typeof callers, unknown, () => string, number]>([
    ['the head of a gotra', 'gotra', 1, () => community, 403],
    ['a member', 'member', 1, () => community, 403],
    ['a head over a family', 'head', 1, () => family, 403],
    ['an ADMIN over a family', 'admin', 1, () => family, 404],
    ['nobody’s community', 'admin', 1, () => UNKNOWN, 404],
    ['less than none', 'head', -1, () => community, 400],
    ['a text', 'head', '5', () => community, 400],
    ['nothing', 'head', undefined, () => community, 400],
  ])('is not made by, or of, %s', async (_what, who, above, id, expected) => {
    expect((await require(callers[who], above, id())).status).toBe(expected);
  });
});
