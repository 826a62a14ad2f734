import { beforeAll, beforeEach, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import { eventually } from '../../../test/support/eventually.js';
import { idOf, notify, statuses } from '../../../test/support/notify.js';
import type { Problem } from '../../platform/http/problem.js';
import type { StatsView } from './stats.dto.js';

const MEMBER = 'member@demo.munadi';

let app: TestApp;
let member: Caller;
beforeAll(async () => {
  app = await startApp();
  member = await app.as(MEMBER);
});
beforeEach(() => app.sql('TRUNCATE attempts, deliveries, notifications, messages'));

const stats = async (query = '') => (await member.get<StatsView>(`/api/notifications/stats${query}`)).body;

it('of nothing are zeros, and no rate', async () => {
  const { since, ...rest } = await stats();
  expect(Math.round((Date.now() - Date.parse(String(since))) / 86_400_000)).toBe(90);
  expect(rest).toEqual({
    total: 0,
    unread: 0,
    unseen: 0,
    archived: 0,
    readRate: null,
    medianSecondsToRead: null,
    byType: {},
    byChannel: {},
  });
});

it('count what was got, by type, channel and status', async () => {
  const dedupe = { key: 'the-hall', withinSeconds: 600 };
  const all = [
    await notify(app, MEMBER, { dedupe }),
    await notify(app, MEMBER),
    await notify(app, MEMBER, { type: 'EVENT_REMINDER' }),
    await notify(app, MEMBER, { type: 'EVENT_REMINDER' }),
  ];
  await notify(app, MEMBER, { dedupe });
  await notify(app, 'family-head@demo.munadi');
  for (const each of all) {
    await eventually(async () => expect(await statuses(app, each)).toMatchObject({ IN_APP: 'DELIVERED' }));
  }
  const [first, second, third] = all;
  await member.post(`/api/notifications/${first?.id}/read`);
  await member.post(`/api/notifications/${second?.id}/read`);
  await member.post(`/api/notifications/${third?.id}/archive`);
  await app.sql(
    `UPDATE notifications SET read_at = created_at + make_interval(secs => took)
       FROM unnest($1::uuid[], $2::int[]) AS readers(notification, took) WHERE id = notification`,
    [
      [first?.id, second?.id, third?.id],
      [10, 60, 500],
    ],
  );

  const { since: _since, ...rest } = await stats();
  expect(rest).toEqual({
    total: 4,
    unread: 1,
    unseen: 1,
    archived: 1,
    readRate: 0.75,
    medianSecondsToRead: 60,
    byType: { ANNOUNCEMENT: { total: 2, unread: 0 }, EVENT_REMINDER: { total: 2, unread: 1 } },
    byChannel: { IN_APP: { DELIVERED: 4 }, EMAIL: { SCHEDULED: 1, CANCELLED: 3 } },
  });
});

it('begin where they are asked to', async () => {
  const one = await notify(app, MEMBER);
  const later = new Date(Date.now() - 5_000).toISOString();
  expect(await stats(`?since=${later}`)).toMatchObject({ since: later, total: 1 });
  await app.sql(`UPDATE notifications SET id = uuidv7(interval '-10 minutes') WHERE id = $1`, [one.id]);
  expect(await stats(`?since=${later}`)).toMatchObject({ total: 0 });
  expect(await stats()).toMatchObject({ total: 1 });
});

/** Of this year or, where that is still to come, of the last one. */
const thirtyFebruary = () => {
  const now = new Date();
  return `${now.getUTCFullYear() - (now.getUTCMonth() < 2 ? 1 : 0)}-02-30`;
};

it.each([
  'tomorrow',
  '2020-01-01',
  '2999-01-01',
  '2026-13-45',
  thirtyFebruary(),
  '2026-11-08T10:00:00',
  '5',
  '',
])('refuse to begin at “%s”', async (since) => {
  const { status, body } = await member.get<Problem>(`/api/notifications/stats?since=${since}`);
  expect(status).toBe(400);
  expect(body.errors?.map(({ path }) => path)).toEqual(['since']);
});

it('refuse what they do not know', async () => {
  expect((await member.get('/api/notifications/stats?until=2030-01-01')).status).toBe(400);
});

it('are quick for somebody who gets ten thousand', async () => {
  await app.sql(
    `WITH chosen AS (SELECT uuidv7() AS id, number FROM generate_series(1, 10000) AS number),
     asked AS (
       INSERT INTO messages (id, type, origin, audience, channels, priority, lane, strategy, state)
       SELECT id, 'GENERIC', 'EVENT', '{}', '{IN_APP}', 'LOW', 'bulk', 'BROADCAST', 'COMPLETED' FROM chosen
     ),
     noted AS (INSERT INTO notifications (message_id, user_id) SELECT id, $1 FROM chosen RETURNING message_id, id)
     INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, ready_at, due_at)
     SELECT message_id, id, channel, 'bulk', 'SENT', 0, now(), now()
       FROM noted CROSS JOIN unnest('{IN_APP,EMAIL,SMS}'::channel[]) AS channel`,
    [await idOf(app, MEMBER)],
  );
  const started = performance.now();
  const { total, byChannel } = await stats();
  expect([total, byChannel.SMS]).toEqual([10_000, { SENT: 10_000 }]);
  expect(performance.now() - started).toBeLessThan(3_000);
});
