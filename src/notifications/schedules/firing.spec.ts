import { Logger } from '@nestjs/common';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import { eventually } from '../../../test/support/eventually.js';
import { whileBroken } from '../../../test/support/facts.js';
import { Audiences } from '../../audience/audiences.js';
import { MemberDirectory } from '../../identity/member-directory.js';
import { Database } from '../../platform/database/database.js';
import { Planner, type Taken } from '../planning/planner.js';
import { resumeStalled } from '../planning/resume-stalled.sql.js';
import { Drafting } from '../sending/drafting.js';
import { Firing } from './firing.js';
import type { ScheduleView } from './schedule.view.js';

let app: TestApp;
let database: Database;
let planner: Planner;
let firing: Firing;
let head: Caller;

// It fails here on purpose.
Logger.overrideLogger(false);

// No clock ticks here: only the tests fire.
beforeAll(async () => {
  app = await startApp({ MUNADI_ROLE: 'api' });
  database = app.nest.get(Database, { strict: false });
  planner = app.nest.get(Planner, { strict: false });
  firing = replica();
  head = await app.as('family-head@demo.munadi');
});
beforeEach(() => app.sql('TRUNCATE schedules, messages, notifications, deliveries'));

/** As it is in another process; with another planner, one that dies. */
const replica = (over: Pick<Planner, 'take' | 'announce'> = planner) =>
  new Firing(
    database,
    app.nest.get(MemberDirectory, { strict: false }),
    new Drafting(app.nest.get(Audiences, { strict: false })),
    over as Planner,
  );

async function scheduled(over: object = {}, caller = head): Promise<string> {
  const { status, body } = await caller.post<ScheduleView>('/api/schedules', {
    cron: '0 9 * * *',
    timezone: 'Asia/Kolkata',
    notification: { type: 'ANNOUNCEMENT', channel: 'IN_APP', message: 'Tea', targetRole: 'MEMBER' },
    ...over,
  });
  expect(status).toBe(201);
  return body.id;
}
const makeDue = (ago = '1 second') =>
  app.sql(`UPDATE schedules SET next_at = now() - $1::interval WHERE ended_at IS NULL`, [ago]);
const find = async (id: string, caller = head) =>
  (await caller.get<ScheduleView>(`/api/schedules/${id}`)).body;
const messages = () =>
  app.sql<{ id: string; schedule_id: string; state: string }>('SELECT id, schedule_id, state FROM messages');

describe('a schedule that is due', () => {
  it('is sent, and due again at its next time', async () => {
    const id = await scheduled();
    await firing.fireDue();
    expect(await messages()).toEqual([]);
    await makeDue();
    await firing.fireDue();
    await firing.fireDue();
    const [message, ...others] = await messages();
    expect([message?.schedule_id, others]).toEqual([id, []]);
    const after = await find(id);
    expect(after).toMatchObject({ occurrences: 1, lastMessageId: message?.id, reason: null, endedAt: null });
    expect(after.nextAt).toBe(after.upcoming[0]);
    expect(new Date(after.nextAt!).getTime()).toBeGreaterThan(Date.now());
    const feed = await (await app.as('member@demo.munadi')).get('/api/notifications');
    expect(feed.body).toMatchObject([{ message: 'Tea' }]);
  });

  it('makes up for all that were missed by one', async () => {
    const id = await scheduled();
    await makeDue('10 days');
    await firing.fireDue();
    await firing.fireDue();
    expect(await messages()).toHaveLength(1);
    expect((await find(id)).occurrences).toBe(1);
  });

  it('is sent with few others at once, so that a tick gets to all the rest', async () => {
    await scheduled();
    await app.sql(
      `INSERT INTO schedules (sender_id, request, cron, timezone, next_at)
       SELECT sender_id, request, cron, timezone, next_at FROM schedules, generate_series(1, 11)`,
    );
    await makeDue();
    const rounds: number[] = [];
    for (let taken = -1; taken !== 0; rounds.push(taken)) taken = await firing.fireDue();
    expect(rounds).toEqual([5, 5, 2, 0]);
    expect(await messages()).toHaveLength(12);
  });

  it('ends with its last occurrence', async () => {
    const id = await scheduled({ endsAt: new Date(Date.now() + 25 * 3_600_000).toISOString() });
    await app.sql(`UPDATE schedules SET next_at = now() - interval '1 second', ends_at = now()`);
    await firing.fireDue();
    expect(await messages()).toHaveLength(1);
    expect(await find(id)).toMatchObject({ nextAt: null, upcoming: [], reason: 'It has come to its end.' });
  });

  it('is fired once, however many replicas are at it', async () => {
    for (let n = 0; n < 5; n += 1) await scheduled();
    await makeDue();
    await Promise.all([1, 2, 3, 4].map(() => replica().fireDue()));
    const fired = (await messages()).map(({ schedule_id }) => schedule_id);
    expect([fired.length, new Set(fired).size]).toEqual([5, 5]);
  });
});

it('what is changed or cancelled while it is being fired is sent once, and goes by what was said last', async () => {
  for (const [at, act] of [
    ['changed', (id: string) => head.patch(`/api/schedules/${id}`, { cron: '0 8 * * *' })],
    ['cancelled', (id: string) => head.post(`/api/schedules/${id}/cancel`)],
  ] as const) {
    const id = await scheduled();
    await makeDue();
    const [{ status }] = await Promise.all([act(id), firing.fireDue(), replica().fireDue()]);
    await firing.fireDue();
    expect([at, status]).toEqual([at, 200]);
    const sent = (await messages()).filter(({ schedule_id }) => schedule_id === id);
    expect(sent.length).toBeLessThanOrEqual(1);
    expect(await find(id)).toMatchObject(
      at === 'changed'
        ? { cron: '0 8 * * *', occurrences: sent.length }
        : { nextAt: null, reason: expect.stringContaining('has cancelled it') },
    );
  }
});

it('waits where a second head has to approve it, and is no less made', async () => {
  await app.sql(`UPDATE groups SET approval_above = 1 WHERE kind = 'COMMUNITY'`);
  const id = await scheduled();
  await makeDue();
  await firing.fireDue();
  await app.sql('UPDATE groups SET approval_above = NULL');
  await app.sql('TRUNCATE domain_events');
  expect(await messages()).toMatchObject([{ schedule_id: id, state: 'SCHEDULED' }]);
  expect(await app.sql('SELECT decided_at FROM approvals')).toEqual([{ decided_at: null }]);
  const entries = await app.sql<{ action: string; detail: object }>(
    'SELECT action, detail FROM audit_log ORDER BY id DESC LIMIT 2',
  );
  expect(entries).toMatchObject([
    { action: 'approval.asked' },
    { action: 'message.accepted', detail: { scheduleId: id } },
  ]);
});

describe('a process that dies', () => {
  it('before it has committed has sent nothing, and another one does', async () => {
    await scheduled();
    await makeDue();
    const dying = replica({
      announce: (taken) => planner.announce(taken),
      take: async (sql, draft) => {
        const taken = await planner.take(sql, draft);
        await sql.query('SELECT pg_terminate_backend(pg_backend_pid())');
        return taken;
      },
    });
    await expect(dying.fireDue()).rejects.toThrow(/terminat/);
    expect(await messages()).toEqual([]);
    // The server takes a moment to let go of what a connection held.
    await eventually(async () => {
      await firing.fireDue();
      expect(await messages()).toHaveLength(1);
    });
    await firing.fireDue();
    expect(await messages()).toHaveLength(1);
  });

  it('while it commits has sent nothing either', async () => {
    const id = await scheduled();
    await makeDue();
    await whileBroken(app, 'messages', 'at the last moment', () => firing.fireDue());
    expect(await messages()).toEqual([]);
    expect(await find(id)).toMatchObject({ occurrences: 0, reason: expect.stringContaining('on our side') });
    await makeDue();
    await firing.fireDue();
    expect(await find(id)).toMatchObject({ occurrences: 1, reason: null });
  });

  it('after it has committed and before its hint is found by the sweep', async () => {
    // More than are planned at once.
    await app.sql(
      `WITH people AS (
         INSERT INTO users (name) SELECT 'P' || n FROM generate_series(1, 60) AS n RETURNING id
       ), crowd AS (INSERT INTO groups (name, kind) VALUES ('Crowd', 'COMMUNITY') RETURNING id)
       INSERT INTO group_members (group_id, user_id, joined_group_id) SELECT crowd.id, people.id, crowd.id FROM crowd, people`,
    );
    const [crowd] = await app.sql<{ id: string }>(`SELECT id FROM groups WHERE name = 'Crowd'`);
    const notification = {
      type: 'ANNOUNCEMENT',
      channel: 'IN_APP',
      message: 'Tea',
      audience: { include: [{ group: crowd?.id }] },
    };
    await scheduled({ notification }, await app.as('admin@demo.munadi'));
    await makeDue();
    const gone = (_taken: Taken) => Promise.reject(new Error('killed'));
    await replica({ take: (sql, draft) => planner.take(sql, draft), announce: gone }).fireDue();
    await firing.fireDue();
    const [message, ...others] = await messages();
    expect([message?.state, others]).toEqual(['FANNING_OUT', []]);
    const [found] = await resumeStalled(database, 'bulk', 0);
    expect(found?.id).toBe(message?.id);
    await planner.plan({ messageId: found!.id, nextBatch: found!.nextBatch });
    expect(await app.sql('SELECT FROM notifications')).toHaveLength(60);
  });
});

describe('what may not be any more', () => {
  it('ends the schedule of a sender who was erased', async () => {
    const id = await scheduled({}, await app.as('falguni.desai@demo.munadi'));
    await makeDue();
    await app.sql(`UPDATE users SET erased_at = now() WHERE email = 'falguni.desai@demo.munadi'`);
    await firing.fireDue();
    const admin = await app.as('admin@demo.munadi');
    expect(await find(id, admin)).toMatchObject({
      nextAt: null,
      reason: 'Its sender is no longer a member.',
    });
    expect(await messages()).toEqual([]);
  });

  it('ends the schedule of a head who is one no more', async () => {
    const id = await scheduled();
    await makeDue();
    await app.sql(`UPDATE users SET role = 'MEMBER' WHERE email = 'family-head@demo.munadi'`);
    await firing.fireDue();
    const own = await find(id);
    await app.sql(`UPDATE users SET role = 'FAMILY_HEAD' WHERE email = 'family-head@demo.munadi'`);
    expect(own).toMatchObject({ nextAt: null, reason: expect.stringContaining('Only an ADMIN or a head') });
    expect(await messages()).toEqual([]);
  });

  it('skips an occurrence that nobody belongs to', async () => {
    const id = await scheduled();
    await makeDue();
    await app.sql(`UPDATE schedules SET request = jsonb_set(request, '{targetRole}', '"COMMUNITY_SUBHEAD"')`);
    await firing.fireDue();
    expect(await find(id)).toMatchObject({
      endedAt: null,
      occurrences: 0,
      reason: 'Nobody belongs to this audience, so nothing was sent.',
    });
    expect(new Date((await find(id)).nextAt!).getTime()).toBeGreaterThan(Date.now());
  });
});

describe('one that fails', () => {
  it('holds up nobody, and is set aside for a while with the reason', async () => {
    const bad = await scheduled();
    await app.sql(
      `UPDATE schedules SET request = '{"type": "NO_SUCH_TYPE", "channel": "IN_APP", "targetRole": "MEMBER"}'`,
    );
    const good = await scheduled();
    await app.sql(
      `UPDATE schedules SET next_at = now() - CASE WHEN id = $1 THEN interval '2 s' ELSE interval '1 s' END`,
      [bad],
    );
    await firing.fireDue();
    expect((await messages()).map(({ schedule_id }) => schedule_id)).toEqual([good]);
    const after = await find(bad);
    expect(after).toMatchObject({
      occurrences: 0,
      endedAt: null,
      reason: expect.stringContaining('on our side'),
    });
    const minutes = (new Date(after.nextAt!).getTime() - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(4);
    expect(minutes).toBeLessThan(6);
    await firing.fireDue();
    expect(await messages()).toHaveLength(1);
  });
});

it('one that gets no answer from a database that is there holds up nobody, either', async () => {
  const [bad, good] = [await scheduled(), await scheduled()];
  await app.sql(
    `UPDATE schedules SET next_at = now() - CASE WHEN id = $1 THEN interval '2 s' ELSE interval '1 s' END`,
    [bad],
  );
  const take: Planner['take'] = async (sql, draft) => {
    if (draft.cause.origin === 'MEMBER' && draft.cause.scheduleId === bad)
      throw new Error('Query read timeout');
    return await planner.take(sql, draft);
  };
  await replica({ take, announce: (taken) => planner.announce(taken) }).fireDue();
  expect((await messages()).map(({ schedule_id }) => schedule_id)).toEqual([good]);
  expect(await find(bad)).toMatchObject({ endedAt: null, reason: expect.stringContaining('on our side') });
});

// Last, because from here on a clock ticks.
it('a worker does it all by itself, of whichever lanes', async () => {
  const id = await scheduled();
  await startApp({ MUNADI_ROLE: 'worker', MUNADI_LANES: 'critical', DATABASE_URL: database.url });
  await makeDue();
  await eventually(async () => expect(await find(id)).toMatchObject({ occurrences: 1 }), { timeout: 15_000 });
  expect(await messages()).toMatchObject([{ schedule_id: id }]);
});
