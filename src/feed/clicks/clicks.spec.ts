import { beforeAll, beforeEach, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import { eventually } from '../../../test/support/eventually.js';
import { notify, statuses, type Notified } from '../../../test/support/notify.js';
import { outgoing } from '../../../test/support/outgoing.js';
import { linkOf } from '../../delivery/channels/link.js';
import { Config } from '../../platform/config/config.js';
import type { FeedItem } from '../feed.dto.js';

const MEMBER = 'member@demo.munadi';
const WHERE = 'https://maps.example/hall?a=1&b=2';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
beforeEach(() => app.sql('TRUNCATE attempts, deliveries, notifications, messages'));

const reminder = (link: string = WHERE) =>
  notify(app, MEMBER, { type: 'EVENT_REMINDER', channels: ['IN_APP', 'EMAIL', 'SMS'], link });
const pathOf = (one: Notified) =>
  new URL(
    linkOf(
      outgoing({ type: 'EVENT_REMINDER', userId: one.userId, notificationId: one.id, link: '/' }),
      app.nest.get(Config),
    ) ?? '',
  ).pathname;
const follow = (path: string, method = 'GET') =>
  fetch(new URL(path, app.url), { method, redirect: 'manual' });
const read = async ({ id }: Notified) =>
  (await (await app.as(MEMBER)).get<FeedItem>(`/api/notifications/${id}`)).body.read;

it('a click reads it, stops what has not left, tells the sockets and leads on', async () => {
  const one = await reminder();
  const live = await app.socket(MEMBER);
  const reply = await follow(pathOf(one));
  expect(reply.status).toBe(302);
  expect(reply.headers.get('location')).toBe(WHERE);
  expect(reply.headers.get('cache-control')).toBe('no-store');
  expect(await read(one)).toBe(true);
  expect(await statuses(app, one)).toMatchObject({ EMAIL: 'CANCELLED', SMS: 'CANCELLED' });
  expect(await live.next('notification:read')).toBe(one.id);
});

it('a second click leads there as well', async () => {
  const one = await reminder('/events/5');
  await follow(pathOf(one));
  const reply = await follow(pathOf(one));
  expect(reply.headers.get('location')).toBe(new URL('/events/5', app.nest.get(Config).http.publicUrl).href);
});

it('only looking reads nothing', async () => {
  const one = await reminder();
  const reply = await follow(pathOf(one), 'HEAD');
  expect(reply.status).toBe(302);
  expect(reply.headers.get('location')).toBe(WHERE);
  expect(await read(one)).toBe(false);
});

it('an email tells it with a link of ours, and no other type does', async () => {
  const channels = ['EMAIL'] as const;
  for (const type of ['EVENT_REMINDER', 'ANNOUNCEMENT'] as const) {
    await notify(app, MEMBER, { type, channels, strategy: 'BROADCAST', link: WHERE });
  }
  await eventually(async () => {
    const mails = await app.sql<{ body: string }>('SELECT body FROM sandbox_outbox ORDER BY at');
    const told = mails.map(({ body }) => body);
    expect(told.filter((body) => body.includes('/api/links/') && !body.includes(WHERE))).toHaveLength(1);
    expect(told.filter((body) => body.includes(WHERE))).toHaveLength(1);
  });
});

it('leads nowhere where the link is not ours, or what it was of is gone', async () => {
  const one = await reminder();
  const path = pathOf(one);
  for (const forged of [
    '/api/links/x',
    `/api/links/${'A'.repeat(38)}`,
    `${path}A`,
    `/api/links/${encodeURIComponent('https://evil.example')}`,
  ]) {
    const reply = await follow(forged);
    expect([reply.status, reply.headers.get('location')]).toEqual([404, null]);
  }
  expect(await read(one)).toBe(false);
  await app.sql('TRUNCATE attempts, deliveries, notifications, messages');
  expect((await follow(path)).status).toBe(404);
});

it('leads nowhere where the message says something that is no link', async () => {
  const one = await reminder('javascript:alert(1)');
  expect((await follow(pathOf(one))).status).toBe(404);
  expect(await read(one)).toBe(false);
});
