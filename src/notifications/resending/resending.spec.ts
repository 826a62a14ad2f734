import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import { testDatabase } from '../../../test/support/database.js';
import { idOf } from '../../../test/support/notify.js';
import { Groups } from '../../directory/groups/groups.js';
import { Database } from '../../platform/database/database.js';
import type { Problem } from '../../platform/http/problem.js';
import { Planner } from '../planning/planner.js';
import type { AcceptedView } from '../sending/accepted.view.js';
import type { MessageView } from '../sending/message.view.js';

let app: TestApp;
let replica: TestApp;
let groups: Groups;
const callers = {} as Record<'admin' | 'community' | 'gotra' | 'family' | 'member' | 'other', Caller>;
let family: string;
let crowd: string;
const CROWD = 2_200;

// Only the tests plan and deliver, so that they decide what happens when.
beforeAll(async () => {
  const { url } = await testDatabase();
  app = await startApp({ MUNADI_ROLE: 'api', DATABASE_URL: url, BULK_THRESHOLD: '100000' });
  replica = await startApp({ MUNADI_ROLE: 'api', DATABASE_URL: url });
  groups = new Groups(app.nest.get(Database));
  for (const name of ['admin', 'community', 'gotra', 'family', 'member'] as const) {
    const head = name === 'admin' || name === 'member' ? name : `${name}-head`;
    callers[name] = await app.as(`${head}@demo.munadi`);
  }
  callers.other = await replica.as('community-head@demo.munadi');
  family = (await groupNamed('Patel family'))!;
  crowd = (await groups.create({ name: 'Crowd', kind: 'COMMUNITY', parentId: null })).id;
  await groups.join(crowd, await idOf(app, 'community-head@demo.munadi'), 'COMMUNITY_HEAD');
  await app.sql(
    `WITH people AS (INSERT INTO users (name) SELECT 'P' || n FROM generate_series(2, $2::int) AS n RETURNING id)
     INSERT INTO group_members (group_id, user_id, joined_group_id) SELECT $1, id, $1 FROM people`,
    [crowd, CROWD],
  );
});

const groupNamed = async (name: string) =>
  (await app.sql<{ id: string }>('SELECT id FROM groups WHERE name = $1', [name]))[0]?.id;
async function sent(caller: Caller, over: object = {}): Promise<string> {
  const { status, body } = await caller.post<AcceptedView>('/api/notifications', {
    type: 'ANNOUNCEMENT',
    channels: ['IN_APP', 'EMAIL'],
    message: 'Hello',
    deliveryStrategy: 'BROADCAST',
    audience: { include: [{ group: family }] },
    ...over,
  });
  expect(status).toBe(202);
  return body.data.eventId;
}
const toCrowd = (over: object = {}) =>
  sent(callers.community, { audience: { include: [{ group: crowd }] }, channels: ['IN_APP'], ...over });
const plan = (id: string) => app.nest.get(Planner, { strict: false }).plan({ messageId: id, nextBatch: 0 });
const resend = (caller: Caller, id: string, channels?: string[]) =>
  caller.post<AcceptedView & Problem>(`/api/messages/${id}/resend`, channels && { channels });
const missed = async (caller: Caller, id: string, query = '') =>
  (await caller.get<{ count: number }>(`/api/messages/${id}/missed${query}`)).body.count;
const find = async (caller: Caller, id: string) =>
  (await caller.get<MessageView>(`/api/messages/${id}`)).body;
/** As workers would have, for so many of its people. */
const leaves = (id: string, channel: string, status = 'SENT', people = 1_000_000) =>
  app.sql(
    `UPDATE deliveries SET status = $3::delivery_status
      WHERE message_id = $1 AND channel = $2::channel AND status = 'PENDING'
        AND notification_id IN (SELECT id FROM notifications WHERE message_id = $1 ORDER BY id LIMIT $4)`,
    [id, channel, status, people],
  );
/** How often each person was reached by any of the messages. */
const reachedTimes = (...ids: string[]) =>
  app.sql<{ times: number; people: number }>(
    `SELECT times::int, count(*)::int AS people FROM (
       SELECT user_id, count(DISTINCT deliveries.message_id) AS times
         FROM notifications JOIN deliveries ON deliveries.message_id = notifications.message_id AND notification_id = notifications.id
        WHERE notifications.message_id = ANY($1) AND status NOT IN ('CANCELLED', 'FAILED', 'SUPPRESSED')
        GROUP BY user_id) AS each GROUP BY times`,
    [ids],
  );

describe('sending again', () => {
  test('says the same in the same way to those who have not got it, and to nobody else', async () => {
    const id = await sent(callers.family, {
      subject: 'Tea',
      locales: { hi: { message: 'चाय' } },
      data: { link: '/tea', cups: 3 },
      metadata: { a: 1 },
      priority: 'HIGH',
      deliveryStrategy: 'ESCALATION',
      escalation: { steps: [{ channel: 'EMAIL', afterSeconds: 90 }] },
    });
    await app.sql(`UPDATE deliveries SET status = 'FAILED' WHERE message_id = $1`, [id]);
    await app.sql(
      `UPDATE deliveries SET status = 'DELIVERED' WHERE (message_id, notification_id, channel) IN
         (SELECT message_id, notification_id, channel FROM deliveries WHERE message_id = $1 LIMIT 2)`,
      [id],
    );
    const [reached] = await app.sql<{ count: number }>(
      `SELECT count(DISTINCT notification_id)::int AS count FROM deliveries WHERE message_id = $1 AND status = 'DELIVERED'`,
      [id],
    );
    const rest = 5 - reached!.count;
    expect(await missed(callers.family, id)).toBe(rest);

    const { status, body } = await resend(callers.family, id);
    expect([status, body]).toMatchObject([
      202,
      { recipientCount: rest, data: { channels: ['IN_APP', 'EMAIL'] } },
    ]);
    const again = await find(callers.family, body.data.eventId);
    expect(again).toMatchObject({
      state: 'COMPLETED',
      resendOf: id,
      plannedCount: rest,
      subject: 'Tea',
      message: 'Hello',
      priority: 'HIGH',
      strategy: 'ESCALATION',
      counts: { IN_APP: { PENDING: rest }, EMAIL: { SCHEDULED: rest } },
    });
    expect((await find(callers.family, id)).resendOf).toBeNull();
    const said = (message: string) =>
      app.sql(
        'SELECT type, content, data, link, metadata, timings, template_version FROM messages WHERE id = $1',
        [message],
      );
    expect(await said(again.id)).toEqual(await said(id));
    expect(await missed(callers.family, id)).toBe(0);
  });

  test('by some of its channels, of which the first leaves at once', async () => {
    const id = await sent(callers.family, { deliveryStrategy: 'ESCALATION' });
    await leaves(id, 'IN_APP', 'DELIVERED');
    await app.sql(`UPDATE deliveries SET status = 'FAILED' WHERE message_id = $1 AND channel = 'EMAIL'`, [
      id,
    ]);
    expect(await missed(callers.family, id)).toBe(0);
    expect(await missed(callers.family, id, '?channels=email')).toBe(5);
    expect(await missed(callers.family, id, '?channels=EMAIL,IN_APP')).toBe(0);
    const { body } = await resend(callers.family, id, ['email']);
    expect((await find(callers.family, body.data.eventId)).counts).toEqual({ EMAIL: { PENDING: 5 } });
  });

  test('leaves one entry in the feed', async () => {
    const id = await sent(callers.family, { channels: ['EMAIL'], message: 'Only once' });
    await leaves(id, 'EMAIL', 'FAILED');
    await resend(callers.family, id);
    const { body } = await callers.member.get<{ message: string }[]>('/api/notifications?limit=100');
    expect(body.filter(({ message }) => message === 'Only once')).toHaveLength(1);
  });

  test('is for whoever is in the audience by now', async () => {
    const named = await idOf(app, 'member@demo.munadi');
    const [one, two] = await app.sql<{ id: string }>(
      `INSERT INTO users (name) VALUES ('Comes'), ('Goes') RETURNING id`,
    );
    await groups.join(family, two!.id);
    const group = await sent(callers.family);
    const people = await sent(callers.family, { audience: { include: [{ users: [named, two!.id] }] } });
    for (const id of [group, people]) await callers.family.post(`/api/messages/${id}/cancel`);
    await groups.join(family, one!.id);
    await groups.leave(family, two!.id);
    const gets = async (id: string) => {
      const { body } = await resend(callers.family, id);
      const rows = await app.sql<{ user_id: string }>(
        'SELECT user_id FROM notifications WHERE message_id = $1',
        [body.data.eventId],
      );
      return rows.map(({ user_id }) => user_id);
    };
    const all = await gets(group);
    expect([all.includes(one!.id), all.includes(two!.id), all.length]).toEqual([true, false, 6]);
    expect(await gets(people)).toEqual([named]);
    await groups.leave(family, one!.id);
  });

  test('a re-send is sent again as the message that it was', async () => {
    const id = await sent(callers.family);
    await callers.family.post(`/api/messages/${id}/cancel`);
    const first = (await resend(callers.family, id)).body.data.eventId;
    await leaves(first, 'IN_APP', 'DELIVERED', 3);
    await callers.family.post(`/api/messages/${first}/cancel`);
    expect(await missed(callers.family, first)).toBe(2);
    const second = (await resend(callers.family, first)).body.data.eventId;
    expect(await find(callers.family, second)).toMatchObject({ resendOf: id, plannedCount: 2 });
    expect(await reachedTimes(id, first, second)).toEqual([{ times: 1, people: 5 }]);
  });
});

describe('nobody gets it twice', () => {
  test('where it was cancelled midway', async () => {
    const id = await toCrowd();
    await plan(id);
    await leaves(id, 'IN_APP', 'DELIVERED', 700);
    await callers.community.post(`/api/messages/${id}/cancel`);
    expect(await missed(callers.community, id)).toBe(CROWD - 700);
    const { body } = await resend(callers.community, id);
    const again = body.data.eventId;
    await plan(again);
    await plan(again);
    expect(await find(callers.community, again)).toMatchObject({
      state: 'COMPLETED',
      recipientCount: CROWD - 700,
      plannedCount: CROWD - 700,
    });
    expect(await reachedTimes(id, again)).toEqual([{ times: 1, people: CROWD }]);
  });

  test('where two replicas send it again at once', async () => {
    const small = await sent(callers.community);
    const large = await toCrowd();
    for (const id of [small, large]) await callers.community.post(`/api/messages/${id}/cancel`);
    for (const [id, retry, why] of [
      [small, null, /Everybody has got it/],
      [large, '10', /just being sent again/],
    ] as const) {
      const answers = await Promise.all([callers.community, callers.other].map((each) => resend(each, id)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202, 409]));
      const refused = answers.find(({ status }) => status === 409)!;
      expect([refused.body.detail, refused.headers.get('retry-after')]).toEqual([
        expect.stringMatching(why),
        retry,
      ]);
      const [{ count } = { count: 0 }] = await app.sql<{ count: number }>(
        'SELECT count(*)::int AS count FROM messages WHERE resend_of = $1',
        [id],
      );
      expect(count).toBe(1);
    }
  });

  test('where the process dies before it has planned them', async () => {
    const id = await toCrowd();
    await callers.community.post(`/api/messages/${id}/cancel`);
    // Taken in by one that says nothing to anybody, and is gone.
    const again = (await resend(callers.community, id)).body.data.eventId;
    await plan(again);
    expect((await resend(callers.community, id)).status).toBe(409);
    await plan(again);
    expect((await resend(callers.community, id)).body.detail).toMatch(/Everybody has got it/);
    expect(await reachedTimes(id, again)).toEqual([{ times: 1, people: CROWD }]);
  });

  test('where the process died while it was called back', async () => {
    const id = await sent(callers.family);
    await app.sql(`UPDATE messages SET state = 'CANCELLED', cancelled_at = now() WHERE id = $1`, [id]);
    expect((await find(callers.family, id)).counts).toMatchObject({ IN_APP: { PENDING: 5 } });
    const { body } = await resend(callers.family, id);
    expect(body.recipientCount).toBe(5);
    expect((await find(callers.family, id)).counts).toMatchObject({ IN_APP: { CANCELLED: 5 } });
    expect(await reachedTimes(id, body.data.eventId)).toEqual([{ times: 1, people: 5 }]);
  });
});

test('waits for a second head like any other message to so many', async () => {
  const id = await toCrowd();
  await callers.community.post(`/api/messages/${id}/cancel`);
  await app.sql('UPDATE groups SET approval_above = 100 WHERE id = $1', [crowd]);
  const { status, body } = await resend(callers.community, id);
  expect([status, body.data]).toMatchObject([202, { approval: { communityId: crowd, above: 100 } }]);
  expect(await find(callers.community, body.data.eventId)).toMatchObject({
    state: 'SCHEDULED',
    resendOf: id,
  });
  expect((await resend(callers.community, id)).body.detail).toMatch(/waits to be approved/);
  await callers.community.post(`/api/messages/${body.data.eventId}/cancel`);
  await app.sql('UPDATE groups SET approval_above = NULL WHERE id = $1', [crowd]);
  expect((await resend(callers.community, id)).body.recipientCount).toBe(CROWD);
});

describe('a refusal', () => {
  const refusal = async (caller: Caller, id: string, channels?: string[]) => {
    const { status, body } = await resend(caller, id, channels);
    return [status, body.detail];
  };
  const saying = (text: string) => expect.stringContaining(text) as string;

  test('where there is nothing to be sent again', async () => {
    const id = await sent(callers.family);
    expect(await refusal(callers.family, id)).toEqual([409, saying('Everybody has got it')]);
    const later = new Date(Date.now() + 3_600_000).toISOString();
    const waits = await sent(callers.family, { scheduledFor: later });
    expect(await refusal(callers.family, waits)).toEqual([409, saying('not gone to everybody yet')]);
    const large = await toCrowd();
    const { headers, body } = await resend(callers.community, large);
    expect([body.detail, headers.get('retry-after')]).toEqual([saying('still on its way'), '10']);
    await callers.community.post(`/api/messages/${large}/cancel`);
  });

  test('where the same person has several counted already', async () => {
    const id = await sent(callers.family);
    const path = `/api/messages/${id}/missed`;
    let asked: Promise<number[]> | undefined;
    await app.nest.get(Database).transaction(async (sql) => {
      await sql.query('LOCK TABLE deliveries IN ACCESS EXCLUSIVE MODE');
      const each = Array.from({ length: 7 }, async () => (await callers.family.get(path)).status);
      await Promise.race([...each, setTimeout(1_000)]);
      asked = Promise.all(each);
    });
    expect((await asked)?.toSorted()).toEqual([200, 200, 200, 200, 200, 200, 429]);
  });

  test('for whoever did not send it', async () => {
    const id = await sent(callers.family);
    expect((await resend(callers.gotra, id)).status).toBe(404);
    expect((await callers.gotra.get(`/api/messages/${id}/missed`)).status).toBe(404);
    expect((await resend(callers.member, id)).status).toBe(403);
    expect((await resend(callers.admin, crypto.randomUUID())).status).toBe(404);
  });

  test('for whoever leads them no more; an ADMIN still may', async () => {
    const [kashyap] = await app.sql<{ id: string }>(
      `SELECT id FROM groups WHERE kind = 'GOTRA' AND id IN (SELECT group_id FROM group_members
        WHERE user_id = $1 AND role = 'GOTRA_HEAD')`,
      [await idOf(app, 'gotra-head@demo.munadi')],
    );
    const me = await idOf(app, 'gotra-head@demo.munadi');
    const id = await sent(callers.gotra, { audience: { include: [{ group: kashyap!.id }] } });
    await callers.gotra.post(`/api/messages/${id}/cancel`);
    await app.sql(`UPDATE group_members SET role = 'MEMBER' WHERE user_id = $1 AND joined_group_id = $2`, [
      me,
      kashyap!.id,
    ]);
    const { status, body } = await resend(callers.gotra, id);
    expect([status, body.detail, body]).toEqual([
      403,
      saying('no longer lead'),
      expect.objectContaining({ scopes: [] }),
    ]);
    expect((await callers.gotra.get(`/api/messages/${id}/missed`)).status).toBe(403);
    expect((await resend(callers.admin, id)).status).toBe(202);
  });

  test('of what no head has sent, or what cannot be said twice', async () => {
    const [event] = await app.sql<{ id: string }>(
      `INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state)
       VALUES ('GENERIC', 'EVENT', '{"include": []}', '{EMAIL}', 'LOW', 'bulk', 'BROADCAST', 'COMPLETED') RETURNING id`,
    );
    expect(await refusal(callers.admin, event!.id)).toEqual([422, saying('Only what a head')]);
    const id = await sent(callers.family);
    await app.sql(`UPDATE messages SET type = 'EMERGENCY_ALERT' WHERE id = $1`, [id]);
    expect(await refusal(callers.admin, id)).toEqual([422, saying('confirmed each time')]);
    expect(await refusal(callers.family, id)).toEqual([403, saying('EMERGENCY_ALERT')]);
  });

  test('of a channel by which it did not go', async () => {
    const id = await sent(callers.family);
    const { status, body } = await resend(callers.family, id, ['SMS']);
    expect([status, body.detail, body.errors]).toEqual([
      422,
      saying('It did not go by SMS'),
      [{ path: 'channels', message: saying('IN_APP, EMAIL') }],
    ]);
    expect((await resend(callers.family, id, ['PIGEON'])).status).toBe(400);
    expect((await callers.family.get(`/api/messages/${id}/missed?channels=PIGEON`)).status).toBe(400);
  });
});
