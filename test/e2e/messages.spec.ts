import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import type { Caller } from '../support/caller.js';
import { claimDue } from '../../src/delivery/claim.sql.js';
import { findMessage } from '../../src/delivery/find-message.sql.js';
import { Database } from '../../src/platform/database/database.js';
import type { Problem } from '../../src/platform/http/problem.js';
import { Planner } from '../../src/notifications/planning/planner.js';
import { releaseScheduled } from '../../src/notifications/planning/release-scheduled.sql.js';
import type { AcceptedView } from '../../src/notifications/sending/accepted.view.js';
import type { MessageSummary, MessageView } from '../../src/notifications/sending/message.view.js';

let app: TestApp;
let planner: Planner;
let database: Database;
const callers = {} as Record<'admin' | 'community' | 'family' | 'member', Caller>;
let family = '';
/** 5,200 people in a community of their own. */
let crowd = '';
const CROWD = 5_200;

// Only the tests plan and claim, so that they decide what happens when.
beforeAll(async () => {
  app = await startApp({ MUNADI_ROLE: 'api' });
  planner = app.nest.get(Planner, { strict: false });
  database = app.nest.get(Database, { strict: false });
  callers.admin = await app.as('admin@demo.munadi');
  callers.community = await app.as('community-head@demo.munadi');
  callers.family = await app.as('family-head@demo.munadi');
  callers.member = await app.as('member@demo.munadi');
  const [patel] = await app.sql<{ id: string }>(`SELECT id FROM groups WHERE name = 'Patel family'`);
  family = patel!.id;
  const [made] = await app.sql<{ id: string }>(
    `INSERT INTO groups (name, kind) VALUES ('Crowd', 'COMMUNITY') RETURNING id`,
  );
  crowd = made!.id;
  await app.sql(
    `WITH people AS (
       INSERT INTO users (name, email) SELECT 'P' || n, 'p' || n || '@example.test' FROM generate_series(1, $2::int) AS n RETURNING id
     )
     INSERT INTO group_members (group_id, user_id, joined_group_id) SELECT $1, id, $1 FROM people`,
    [crowd, CROWD],
  );
});
afterAll(() => app?.close());

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
  sent(callers.admin, { audience: { include: [{ group: crowd }] }, ...over });
const plan = (messageId: string) => planner.plan({ messageId, nextBatch: 0 });
const find = async (caller: Caller, id: string) =>
  (await caller.get<MessageView>(`/api/messages/${id}`)).body;
const cancel = (caller: Caller, id: string) =>
  caller.post<MessageView & Problem>(`/api/messages/${id}/cancel`);
async function claim(id: string, batch: number) {
  return (await claimDue(database, (await findMessage(database, id))!, batch, crypto.randomUUID())).claimed;
}
const feedOf = async (caller: Caller) =>
  (await caller.get<{ title: string; message: string }[]>('/api/notifications?limit=100')).body;

describe('following', () => {
  test('a message tells how it was asked for and how far it has come', async () => {
    const id = await sent(callers.family, { subject: 'Tea', metadata: { a: 1 } });
    expect(await find(callers.family, id)).toEqual({
      id,
      type: 'ANNOUNCEMENT',
      state: 'COMPLETED',
      origin: 'MEMBER',
      subject: 'Tea',
      message: 'Hello',
      audience: { include: [{ group: family }] },
      groupNames: { [family]: 'Patel family' },
      channels: ['IN_APP', 'EMAIL'],
      priority: 'LOW',
      lane: 'bulk',
      strategy: 'BROADCAST',
      recipientCount: 5,
      plannedCount: 5,
      progress: 1,
      counts: { IN_APP: { PENDING: 5 }, EMAIL: { PENDING: 5 } },
      suppressed: {},
      cost: null,
      currency: 'USD',
      scheduledFor: null,
      localTime: null,
      createdAt: expect.any(String),
      completedAt: expect.any(String),
      cancelledAt: null,
      error: null,
      resendOf: null,
      sender: { id: expect.any(String), name: 'Harish Patel' },
      approval: null,
    });
  });

  test('a fan-out tells its share, and what it has cost', async () => {
    const id = await toCrowd();
    expect(await find(callers.admin, id)).toMatchObject({ state: 'FANNING_OUT', progress: 0, counts: {} });
    await plan(id);
    await app.sql(
      `UPDATE deliveries SET cost = 1500 WHERE (message_id, notification_id, channel) IN
         (SELECT message_id, notification_id, channel FROM deliveries WHERE message_id = $1 LIMIT 100)`,
      [id],
    );
    const { progress, counts, cost } = await find(callers.admin, id);
    expect(progress).toBeCloseTo(2_000 / CROWD);
    expect(counts).toMatchObject({ IN_APP: { PENDING: 2_000 } });
    expect(cost).toBeCloseTo(0.15);
    const { body } = await callers.admin.get<MessageSummary[]>('/api/messages?limit=1');
    expect(body[0]).toMatchObject({ id, counts: null, plannedCount: 2_000 });
  });

  test('who was left out by a channel is counted by the reason', async () => {
    const id = await sent(callers.family);
    await app.sql(
      `UPDATE deliveries SET status = 'SUPPRESSED', reason = left_out.reason::suppression_reason
         FROM (VALUES ('Tanvi Patel', 'BOUNCED'), ('Jignesh Patel', 'NO_ADDRESS')) AS left_out (name, reason)
              JOIN users USING (name) JOIN notifications ON user_id = users.id
        WHERE deliveries.message_id = $1 AND channel = 'EMAIL' AND notification_id = notifications.id`,
      [id],
    );
    expect(await find(callers.family, id)).toMatchObject({
      counts: { IN_APP: { PENDING: 5 }, EMAIL: { PENDING: 3, SUPPRESSED: 2 } },
      suppressed: { EMAIL: { BOUNCED: 1, NO_ADDRESS: 1 } },
    });
  });

  test('is for who sent it and for ADMINs', async () => {
    const id = await sent(callers.family);
    expect((await callers.admin.get(`/api/messages/${id}`)).status).toBe(200);
    for (const stranger of [callers.community, callers.member]) {
      expect((await stranger.get(`/api/messages/${id}`)).status).toBe(404);
      expect((await cancel(stranger, id)).status).toBe(404);
    }
    expect((await callers.admin.get('/api/messages/none')).status).toBe(404);
  });

  test('a list leads from page to page, through one’s own only', async () => {
    const mine = [
      await sent(callers.community),
      await sent(callers.community),
      await sent(callers.community),
    ];
    await sent(callers.family);
    const first = await callers.community.get<MessageSummary[]>('/api/messages?limit=2');
    expect(first.body.map(({ id }) => id)).toEqual([mine[2], mine[1]]);
    expect(first.body[0]?.counts).toEqual({ IN_APP: { PENDING: 5 }, EMAIL: { PENDING: 5 } });
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')![1]!;
    const second = await callers.community.get<MessageSummary[]>(next);
    expect(second.body.map(({ id }) => id)).toEqual([mine[0]]);
    expect(second.headers.get('link')).toBeNull();
    expect((await callers.member.get('/api/messages')).body).toEqual([]);
    expect((await callers.admin.get<object[]>('/api/messages')).body.length).toBeGreaterThan(3);
  });

  test('a list is of the states and the type that are asked for', async () => {
    const later = await sent(callers.community, { scheduledFor: '2027-01-01T00:00:00Z', type: 'GENERIC' });
    const stopped = await sent(callers.community);
    await cancel(callers.community, stopped);
    const listed = async (query: string) =>
      (await callers.community.get<MessageSummary[]>(`/api/messages?limit=2&${query}`)).body.map(
        ({ id }) => id,
      );
    expect(await listed('state=CANCELLED,scheduled')).toEqual([stopped, later]);
    expect(await listed('state=CANCELLED')).toEqual([stopped]);
    expect(await listed('type=GENERIC')).toEqual([later]);
    expect(await listed('state=CANCELLED&type=GENERIC')).toEqual([]);
    for (const unknown of ['state=GONE', 'state=', 'type=NONE']) {
      expect((await callers.community.get(`/api/messages?${unknown}`)).status).toBe(400);
    }
  });
});

describe('cancelling', () => {
  test('in the middle of a fan-out stops it, and ends what has not left', async () => {
    const id = await toCrowd();
    await plan(id);
    await plan(id);
    const claimed = await claim(id, 0);
    expect(claimed).toHaveLength(500);

    const { status, body } = await cancel(callers.admin, id);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'CANCELLED',
      plannedCount: 4_000,
      counts: { IN_APP: { SENDING: 500, CANCELLED: 3_500 }, EMAIL: { CANCELLED: 4_000 } },
    });
    await plan(id);
    expect(await find(callers.admin, id)).toEqual(body);
    // Whom it had reached still find it; nobody else does.
    const [{ visible } = { visible: 0 }] = await app.sql<{ visible: number }>(
      'SELECT count(*)::int AS visible FROM notifications WHERE message_id = $1 AND archived_at IS NULL',
      [id],
    );
    expect(visible).toBe(500);
  });

  test('twice answers the same', async () => {
    const id = await sent(callers.family);
    const first = await cancel(callers.family, id);
    const again = await cancel(callers.family, id);
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body).toEqual(first.body);
    expect(first.body).toMatchObject({ counts: { IN_APP: { CANCELLED: 5 }, EMAIL: { CANCELLED: 5 } } });
  });

  test('takes it out of the feeds of those who were told nothing', async () => {
    const id = await sent(callers.family, { message: 'Withdrawn' });
    const said = async () => (await feedOf(callers.member)).filter(({ message }) => message === 'Withdrawn');
    expect(await said()).toHaveLength(1);
    await cancel(callers.family, id);
    expect(await said()).toEqual([]);
  });

  test('leaves what was told or read in the feed', async () => {
    const id = await sent(callers.family, { message: 'Told' });
    await app.sql(`UPDATE deliveries SET status = 'DELIVERED' WHERE message_id = $1 AND channel = 'IN_APP'`, [
      id,
    ]);
    await cancel(callers.family, id);
    expect((await feedOf(callers.member)).map(({ message }) => message)).toContain('Told');
    expect((await find(callers.family, id)).counts).toEqual({
      IN_APP: { DELIVERED: 5 },
      EMAIL: { CANCELLED: 5 },
    });
  });

  test('is refused where all of it has left', async () => {
    const id = await sent(callers.family);
    await app.sql(`UPDATE deliveries SET status = 'SENT' WHERE message_id = $1`, [id]);
    const { status, body } = await cancel(callers.family, id);
    expect([status, body.detail]).toEqual([409, expect.stringContaining('has left already')]);
    expect((await find(callers.family, id)).state).toBe('COMPLETED');
  });

  test('ends what waits for its step or for another try', async () => {
    const id = await sent(callers.family, { deliveryStrategy: 'ESCALATION' });
    await app.sql(`UPDATE deliveries SET status = 'RETRYING' WHERE message_id = $1 AND channel = 'IN_APP'`, [
      id,
    ]);
    expect((await find(callers.family, id)).counts).toEqual({
      IN_APP: { RETRYING: 5 },
      EMAIL: { SCHEDULED: 5 },
    });
    const { body } = await cancel(callers.family, id);
    expect(body.counts).toEqual({ IN_APP: { CANCELLED: 5 }, EMAIL: { CANCELLED: 5 } });
  });

  test('lets nothing be claimed after it, whoever is at it', async () => {
    for (let round = 0; round < 3; round += 1) {
      const id = await toCrowd({ channels: ['IN_APP'] });
      await plan(id);
      await plan(id);
      const claims = Array.from({ length: 8 }, (_, batch) => claim(id, batch));
      const [{ body }] = await Promise.all([cancel(callers.admin, id), plan(id), ...claims]);
      expect(body.state).toBe('CANCELLED');
      for (let batch = 0; batch < 12; batch += 1) expect(await claim(id, batch)).toEqual([]);
      const { counts, plannedCount } = await find(callers.admin, id);
      const { SENDING = 0, CANCELLED = 0, ...others } = counts!.IN_APP!;
      expect(others).toEqual({});
      expect(SENDING + CANCELLED).toBe(plannedCount);
    }
  });

  test('waits for a chunk that is just being planned, and stops those it has made', async () => {
    const id = await toCrowd({ channels: ['IN_APP'] });
    const chunk = plan(id);
    await sleep(20);
    const [{ status }] = await Promise.all([cancel(callers.admin, id), chunk]);
    expect(status).toBe(200);
    const { counts, plannedCount } = await find(callers.admin, id);
    expect(counts).toEqual(plannedCount === 0 ? {} : { IN_APP: { CANCELLED: plannedCount } });
  });

  test('is ended by claims where the process died in between', async () => {
    const id = await sent(callers.family);
    await app.sql(`UPDATE messages SET state = 'CANCELLED', cancelled_at = now() WHERE id = $1`, [id]);
    expect(await claim(id, 0)).toEqual([]);
    expect((await find(callers.family, id)).counts).toEqual({
      IN_APP: { CANCELLED: 5 },
      EMAIL: { CANCELLED: 5 },
    });
  });
});

describe('scheduling', () => {
  const later = () => new Date(Date.now() + 3_600_000).toISOString();
  const due = (id: string) => app.sql('UPDATE messages SET scheduled_for = now() WHERE id = $1', [id]);

  test('waits until it is time, and is released once', async () => {
    const id = await sent(callers.family, { scheduledFor: later() });
    expect(await find(callers.family, id)).toMatchObject({ state: 'SCHEDULED', plannedCount: 0, counts: {} });
    expect(await releaseScheduled(database)).toEqual([]);
    await due(id);
    const both = await Promise.all([releaseScheduled(database), releaseScheduled(database)]);
    expect(both.flat()).toMatchObject([{ id, state: 'FANNING_OUT', lane: 'bulk', nextBatch: 0 }]);
    await plan(id);
    expect(await find(callers.family, id)).toMatchObject({ state: 'COMPLETED', plannedCount: 5 });
  });

  test('a cancelled one is never released', async () => {
    const id = await sent(callers.family, { scheduledFor: later() });
    expect((await cancel(callers.family, id)).body).toMatchObject({ state: 'CANCELLED', counts: {} });
    await due(id);
    expect(await releaseScheduled(database)).toEqual([]);
  });
});
