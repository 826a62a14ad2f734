import { beforeAll, expect, it } from 'vitest';
import type { Spread } from '../../src/notifications/spreading/spread.js';
import type { AcceptedView } from '../../src/notifications/sending/accepted.view.js';
import type { MessageView } from '../../src/notifications/sending/message.view.js';
import type { TestApp } from '../support/app.js';
import { startApp } from '../support/app.js';
import { describeOnEachBackend } from '../support/backends.js';
import type { Caller } from '../support/caller.js';
import { eventually } from '../support/eventually.js';
import type { Listener } from '../support/listener.js';
import { idOf } from '../support/notify.js';

type Told = Omit<Spread, 'senderId'> & { progress: number };

const CROWD = 40_000;

describeOnEachBackend('what a sender hears while a message spreads', (backend) => {
  let api: TestApp;
  let head: Caller;
  let crowd: string;
  const live = {} as Record<'head' | 'admin' | 'member', Listener>;

  beforeAll(async () => {
    const environment = await backend.environment();
    api = await startApp({ ...environment, MUNADI_ROLE: 'api' });
    await startApp({ ...environment, MUNADI_ROLE: 'worker' });
    head = await api.as('community-head@demo.munadi');
    live.head = await api.socket('community-head@demo.munadi');
    live.admin = await api.socket('admin@demo.munadi');
    live.member = await api.socket('member@demo.munadi');
    const [made] = await api.sql<{ id: string }>(
      `INSERT INTO groups (name, kind) VALUES ('Crowd', 'COMMUNITY') RETURNING id`,
    );
    crowd = made!.id;
    await api.sql(
      `WITH people AS (INSERT INTO users (name, email) SELECT 'P' || n, 'p' || n || '@example.test' FROM generate_series(1, $2::int) AS n RETURNING id)
       INSERT INTO group_members (group_id, user_id, joined_group_id, role)
       SELECT $1, id, $1, 'MEMBER' FROM people
        UNION ALL VALUES ($1, $3::uuid, $1::uuid, 'COMMUNITY_HEAD'::role), ($1, $4, $1, 'MEMBER')`,
      [crowd, CROWD, await idOf(api, 'community-head@demo.munadi'), await idOf(api, 'member@demo.munadi')],
    );
  });

  const heard = (who: Listener, id?: string) =>
    who.heard
      .filter(({ event }) => event === 'message:progress')
      .map(({ payload }) => payload as Told)
      .filter((told) => id === undefined || told.id === id);
  async function send(over: object): Promise<string> {
    const { body } = await head.post<AcceptedView>('/api/notifications', {
      type: 'ANNOUNCEMENT',
      channel: 'IN_APP',
      message: 'The hall is open.',
      deliveryStrategy: 'BROADCAST',
      audience: { include: [{ group: crowd, roles: ['COMMUNITY_HEAD'] }] },
      ...over,
    });
    return body.data.eventId;
  }
  const toldOf = (id: string, part: Partial<Told>, timeout = 5_000) =>
    eventually(
      () => {
        const found = heard(live.head, id).find((told) =>
          Object.entries(part).every(([name, value]) => told[name as keyof Told] === value),
        );
        if (!found) throw new Error(`Heard only ${JSON.stringify(heard(live.head, id).slice(-3))}`);
        return found;
      },
      { timeout },
    );
  const find = async (id: string) => (await head.get<MessageView>(`/api/messages/${id}`)).body;

  it('hears when it is planned, and again when it was delivered, from a process that serves no sockets', async () => {
    const id = await send({});
    await toldOf(id, { state: 'COMPLETED', recipientCount: 1, plannedCount: 1, progress: 1 });
    // One for the planning by the api, and one because the worker has delivered it.
    await eventually(() => expect(heard(live.head, id).length).toBeGreaterThanOrEqual(2));
    expect((await find(id)).counts).toEqual({ IN_APP: { DELIVERED: 1 } });
  });

  it('hears when its time has come', async () => {
    const id = await send({ scheduledFor: new Date(Date.now() + 3_600_000).toISOString() });
    await api.sql('UPDATE messages SET scheduled_for = now() WHERE id = $1', [id]);
    await toldOf(id, { state: 'FANNING_OUT', plannedCount: 0, progress: 0 });
    await toldOf(id, { state: 'COMPLETED', progress: 1 });
  });

  it('hears of each step of a crowd, and that it was stopped midway', async () => {
    const id = await send({ channel: 'EMAIL', audience: { include: [{ group: crowd }] } });
    await eventually(
      () => expect(heard(live.head, id).at(-1)?.plannedCount ?? 0).toBeGreaterThanOrEqual(4_000),
      { timeout: 15_000 },
    );
    const { status } = await head.post(`/api/messages/${id}/cancel`);
    expect(status).toBe(200);
    const { plannedCount } = await toldOf(id, { state: 'CANCELLED' });
    expect(plannedCount).toBeLessThan(CROWD);

    // Each of the chunks that wait in the lane meanwhile finds nothing to do.
    const settled = await eventually(
      async () => {
        const view = await find(id);
        const { SENDING = 0, PENDING = 0 } = view.counts?.EMAIL ?? {};
        expect([view.state, SENDING, PENDING]).toEqual(['CANCELLED', 0, 0]);
        return view;
      },
      { timeout: 15_000, every: 500 },
    );
    const { SENT = 0, CANCELLED = 0, ...others } = settled.counts!.EMAIL!;
    expect([others, SENT + CANCELLED]).toEqual([{}, plannedCount]);
    const [rows] = await api.sql(
      `SELECT count(*)::int AS planned, count(DISTINCT user_id)::int AS people,
              count(*) FILTER (WHERE archived_at IS NULL)::int AS "inFeeds" FROM notifications WHERE message_id = $1`,
      [id],
    );
    expect(rows).toEqual({ planned: plannedCount, people: plannedCount, inFeeds: SENT });

    const all = heard(live.head, id);
    const planned = all.map((told) => told.plannedCount);
    expect(planned).toEqual(planned.toSorted((one, other) => one - other));
    expect(all.map(({ state }) => state)).toContain('FANNING_OUT');
    expect(all.every((told) => told.recipientCount === CROWD + 2)).toBe(true);
    expect(all.at(-1)).toMatchObject({ state: 'CANCELLED', plannedCount });
  });

  it('and nobody else hears any of it, be they ADMINs or who gets it', async () => {
    await send({ audience: { include: [{ users: [await idOf(api, 'member@demo.munadi')] }] } });
    await live.member.next('notification:new');
    expect([heard(live.admin), heard(live.member)]).toEqual([[], []]);
  });
});
