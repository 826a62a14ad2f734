import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../test/support/app.js';
import type { Caller } from '../../test/support/caller.js';
import { eventually } from '../../test/support/eventually.js';
import { idOf, notify, statuses } from '../../test/support/notify.js';
import type { FeedItem, UnreadView } from './feed.dto.js';

const MEMBER = 'member@demo.munadi';

let app: TestApp;
let member: Caller;
beforeAll(async () => {
  app = await startApp({ THROTTLE_PER_HOUR: '2' });
  member = await app.as(MEMBER);
});
beforeEach(() => app.sql('TRUNCATE attempts, deliveries, notifications, messages, preferences'));

const feed = async (query = '') => (await member.get<FeedItem[]>(`/api/notifications${query}`)).body;
const ids = (items: FeedItem[]) => items.map(({ id }) => id);
const unread = async () => (await member.get<UnreadView>('/api/notifications/unread-count')).body.count;

describe('the feed keeps', () => {
  it('what its reader wants on no channel', async () => {
    await app.sql(`INSERT INTO preferences (user_id, in_app, email) VALUES ($1, false, false)`, [
      await idOf(app, MEMBER),
    ]);
    const one = await notify(app, MEMBER);
    const off = 'SUPPRESSED PREFERENCE_OFF';
    expect(await statuses(app, one)).toEqual({ IN_APP: off, EMAIL: off });
    expect(ids(await feed())).toEqual([one.id]);
    expect(await unread()).toBe(1);
  });

  it('what was too much for an hour', async () => {
    await notify(app, MEMBER);
    await notify(app, MEMBER);
    const third = await notify(app, MEMBER);
    const throttled = 'SUPPRESSED THROTTLED';
    expect(await statuses(app, third)).toEqual({ IN_APP: throttled, EMAIL: throttled });
    expect(ids(await feed())[0]).toBe(third.id);
    expect(await unread()).toBe(3);
  });
});

it('what was told already is not shown twice, and can be found', async () => {
  const dedupe = { key: 'the-hall', withinSeconds: 600 };
  const first = await notify(app, MEMBER, { dedupe });
  const second = await notify(app, MEMBER, { dedupe });
  expect(await statuses(app, second)).toMatchObject({ IN_APP: 'SUPPRESSED DUPLICATE' });
  expect(ids(await feed())).toEqual([first.id]);
  expect(ids(await feed('?archived=true'))).toEqual([second.id]);
  expect(await unread()).toBe(1);
});

describe('a reader with a timezone and a language that nobody knows', () => {
  const person = 'UPDATE users SET timezone = $2, locale = $3 WHERE email = $1';
  const startsAt = '2030-11-08T20:30:00.000Z';

  it('is told in English and in UTC, in the feed and by email', async () => {
    const before = await app.sql<{ timezone: string; locale: string }>(
      'SELECT timezone, locale FROM users WHERE email = $1',
      [MEMBER],
    );
    await app.sql(person, [MEMBER, 'Mars/Olympus', 'xx-Klingon']);
    const one = await notify(app, MEMBER, {
      type: 'EVENT_APPROVAL',
      cause: { origin: 'EVENT', eventId: randomUUID(), declaration: 'event-approved' },
      strategy: 'BROADCAST',
      content: undefined,
      values: { title: 'Kite day', startsAt, location: '', approvedByName: 'Asha' },
    });
    const message = 'Asha has approved your event on Friday, November 8, 2030 at 8:30 PM.';
    const plain = (text: string | undefined) => text?.replaceAll(/\s/g, ' ');
    await eventually(async () => {
      expect(await statuses(app, one)).toEqual({ IN_APP: 'DELIVERED', EMAIL: 'SENT' });
    });
    expect(plain((await feed())[0]?.message)).toBe(message);
    const [mail] = await app.sql<{ subject: string; body: string }>(
      'SELECT subject, body FROM sandbox_outbox ORDER BY id DESC LIMIT 1',
    );
    expect(mail?.subject).toBe('“Kite day” is approved');
    expect(plain(mail?.body)).toContain(message);
    await app.sql(person, [MEMBER, before[0]?.timezone, before[0]?.locale]);
  });
});
