import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import type { Listener } from '../../../test/support/listener.js';
import { notify, statuses } from '../../../test/support/notify.js';
import type { Problem } from '../../platform/http/problem.js';
import type { FeedItem, UnreadView } from '../feed.dto.js';
import type { ArchivedView, ReadView, UpdatedView } from './marks.dto.js';

const MEMBER = 'member@demo.munadi';
const NOBODYS = '01937b6e-7c00-7000-8000-000000000001';
const MARKS = ['read', 'unread', 'archive', 'unarchive'] as const;

let app: TestApp;
let member: Caller;
let live: Listener;
beforeAll(async () => {
  app = await startApp();
  member = await app.as(MEMBER);
});
beforeEach(async () => {
  await app.sql('TRUNCATE attempts, deliveries, notifications, messages');
  live?.close();
  live = await app.socket(MEMBER);
});

const mark = <View = ReadView>(id: string, as: (typeof MARKS)[number]) =>
  member.post<View>(`/api/notifications/${id}/${as}`);
const unread = async () => (await member.get<UnreadView>('/api/notifications/unread-count')).body;
const feed = async (query = '') =>
  (await member.get<FeedItem[]>(`/api/notifications${query}`)).body.map(({ id }) => id);

describe('marking as unread', () => {
  it('makes it count again, and brings nothing back that was cancelled', async () => {
    const one = await notify(app, MEMBER);
    await mark(one.id, 'read');
    const { status, body } = await mark(one.id, 'unread');
    expect(status).toBe(200);
    expect(body).toEqual({ success: true, notification: { id: one.id, read: false, readAt: null } });
    expect(await unread()).toEqual({ count: 1, unseen: 0 });
    expect(await statuses(app, one)).toMatchObject({ EMAIL: 'CANCELLED' });
  });

  it('tells the other windows the count, and only where it changed', async () => {
    const one = await notify(app, MEMBER);
    await live.next('notification:unread-count');
    await mark(one.id, 'unread');
    await mark(one.id, 'read');
    expect(await live.next('notification:unread-count')).toEqual({ count: 0 });
    await mark(one.id, 'unread');
    expect(await live.next('notification:unread-count')).toEqual({ count: 1 });
  });
});

describe('archiving', () => {
  it('takes it out of the feed, reads it, and stops what has not left', async () => {
    const one = await notify(app, MEMBER);
    const { status, body } = await mark<ArchivedView>(one.id, 'archive');
    expect(status).toBe(200);
    const { notification } = body;
    expect(body).toEqual({
      success: true,
      notification: {
        id: one.id,
        read: true,
        readAt: notification.archivedAt,
        archived: true,
        archivedAt: notification.archivedAt,
      },
    });
    expect(notification.archivedAt).not.toBeNull();
    expect(await statuses(app, one)).toMatchObject({ EMAIL: 'CANCELLED' });
    expect([await feed(), await feed('?archived=true')]).toEqual([[], [one.id]]);
    expect(await unread()).toEqual({ count: 0, unseen: 0 });
  });

  it('twice keeps the first time, and the time of reading', async () => {
    const one = await notify(app, MEMBER);
    const read = await mark(one.id, 'read');
    const first = await mark<ArchivedView>(one.id, 'archive');
    const second = await mark<ArchivedView>(one.id, 'archive');
    expect(second.body).toEqual(first.body);
    expect(first.body.notification.readAt).toBe(read.body.notification.readAt);
  });

  it('tells the other windows', async () => {
    const one = await notify(app, MEMBER);
    await live.next('notification:unread-count');
    await mark(one.id, 'archive');
    expect(await live.next('notification:archived')).toBe(one.id);
    expect(await live.next('notification:unread-count')).toEqual({ count: 0 });
  });

  it('is undone, and what was read stays read', async () => {
    const one = await notify(app, MEMBER);
    await mark(one.id, 'archive');
    const { body } = await mark<ArchivedView>(one.id, 'unarchive');
    expect(body.notification).toMatchObject({ archived: false, archivedAt: null, read: true });
    expect(await feed()).toEqual([one.id]);
  });

  it('leaves what is marked as unread again out of the count until it is back in the feed', async () => {
    const one = await notify(app, MEMBER);
    await mark(one.id, 'archive');
    await mark(one.id, 'unread');
    expect(await unread()).toEqual({ count: 0, unseen: 0 });
    await mark(one.id, 'unarchive');
    expect(await unread()).toEqual({ count: 1, unseen: 0 });
  });
});

describe('seeing', () => {
  const see = (body?: object) => member.post<UpdatedView>('/api/notifications/seen', body);

  it('sees everything, and neither reads nor stops anything', async () => {
    const one = await notify(app, MEMBER);
    await notify(app, MEMBER);
    expect((await see()).body).toEqual({ success: true, updatedCount: 2 });
    expect((await see()).body).toEqual({ success: true, updatedCount: 0 });
    expect(await unread()).toEqual({ count: 2, unseen: 0 });
    expect(await statuses(app, one)).toMatchObject({ EMAIL: 'SCHEDULED' });
  });

  it('or those that are named, and nobody else’s', async () => {
    const one = await notify(app, MEMBER);
    await notify(app, MEMBER);
    const strange = await notify(app, 'family-head@demo.munadi');
    const { body } = await see({ notificationIds: [one.id, one.id, strange.id, NOBODYS] });
    expect(body).toEqual({ success: true, updatedCount: 1 });
    expect(await unread()).toEqual({ count: 2, unseen: 1 });
    expect((await see({ notificationIds: [] })).body.updatedCount).toBe(0);
  });

  it.each<[string, unknown]>([
    ['null instead of ids', { notificationIds: null }],
    ['one id instead of a list', { notificationIds: NOBODYS }],
    ['what is no id', { notificationIds: ['no-id'] }],
    ['too many', { notificationIds: Array.from({ length: 501 }, () => NOBODYS) }],
    ['an unknown field', { ids: [NOBODYS] }],
    ['a list', [NOBODYS]],
  ])('refuses %s', async (_what, body) => {
    await notify(app, MEMBER);
    expect((await member.post('/api/notifications/seen', body)).status).toBe(400);
    expect(await unread()).toEqual({ count: 1, unseen: 1 });
  });
});

describe('what is not one’s own', () => {
  it.each(MARKS)('is not there to %s', async (as) => {
    const strange = await notify(app, 'family-head@demo.munadi');
    for (const id of [strange.id, NOBODYS, 'no-id', '%27%3B--']) {
      const { status, body } = await member.post<Problem>(`/api/notifications/${id}/${as}`);
      expect(status).toBe(404);
      expect(body.detail).toBe('You have no such notification.');
    }
    const rows = await app.sql('SELECT read_at, seen_at, archived_at FROM notifications');
    expect(rows).toEqual([{ read_at: null, seen_at: null, archived_at: null }]);
  });
});

it('marking at once from many windows changes it once', async () => {
  const one = await notify(app, MEMBER);
  await live.next('notification:unread-count');
  await Promise.all(Array.from({ length: 10 }, () => mark(one.id, 'archive')));
  await live.next('notification:archived');
  await mark(one.id, 'unarchive');
  await live.next('notification:unread-count');
  expect(live.heard.filter(({ event }) => event === 'notification:archived')).toHaveLength(1);
});
