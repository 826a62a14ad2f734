import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import { idOf, notify, statuses } from '../../../test/support/notify.js';
import { Config } from '../../platform/config/config.js';
import { unsubscribeLink } from './unsubscribe-link.js';

const MEMBER = 'member@demo.munadi';

let app: TestApp;
let userId: string;
beforeAll(async () => {
  app = await startApp();
  userId = await idOf(app, MEMBER);
});
beforeEach(async () => {
  await app.sql('TRUNCATE attempts, deliveries, notifications, messages, preferences');
  await app.sql("UPDATE users SET locale = 'en' WHERE id = $1", [userId]);
});

const path = (type = 'ANNOUNCEMENT', who = userId) =>
  new URL(unsubscribeLink({ userId: who, type }, app.nest.get(Config))).pathname;
const browser = () => app.anonymous.with({ accept: 'text/html,*/*;q=0.8' });
const email = async () => {
  const { body } = await (
    await app.as(MEMBER)
  ).get<{ email: boolean; types: object }>('/api/notifications/preferences');
  return { email: body.email, types: body.types };
};
const kept = async () =>
  (await app.sql<{ count: number }>('SELECT count(*)::int AS count FROM preferences'))[0]?.count;

describe('the link of an email', () => {
  it('asks when it is followed, and changes nothing', async () => {
    const { status, headers, body } = await browser().get<string>(path());
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('text/html');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toContain('“Announcement”');
    expect(body.match(/<form method="post"/g)).toHaveLength(2);
    expect(body).not.toContain('<script');
    expect(await kept()).toBe(0);
  });

  it.each([
    ['hi', 'ईमेल बंद करें', '“घोषणा”'],
    ['gu', 'ઇમેઇલ બંધ કરો', '“જાહેરાત”'],
  ])('asks in the language of its reader: %s', async (locale, title, kind) => {
    await app.sql('UPDATE users SET locale = $1 WHERE id = $2', [locale, userId]);
    const { body } = await browser().get<string>(path());
    expect(body).toContain(`<html lang="${locale}"`);
    expect(body).toContain(title);
    expect(body).toContain(kind);
    const { body: done } = await browser().post<string>(path());
    expect(done).toContain(kind);
  });

  it.each<[string, Record<string, string>, string | undefined]>([
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'List-Unsubscribe=One-Click'],
    [
      'multipart',
      { 'content-type': 'multipart/form-data; boundary=x' },
      '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
    ],
    ['nothing', {}, undefined],
    ['what is no JSON, and long', { 'content-type': 'application/json' }, `{${'x'.repeat(200_000)}`],
  ])('stops emails of its type in one click, by %s', async (_how, headers, body) => {
    const reply = await app.anonymous.with(headers).call('POST', path(), body);
    expect(reply).toMatchObject({ status: 200, body: { success: true, type: 'ANNOUNCEMENT' } });
    expect(await email()).toEqual({ email: true, types: { ANNOUNCEMENT: { email: false } } });
  });

  it('stops what waits, and leaves the other channels and types alone', async () => {
    const channels = ['IN_APP', 'EMAIL', 'SMS'] as const;
    const announced = await notify(app, MEMBER, { channels });
    const due = await notify(app, MEMBER, { channels, type: 'PAYMENT_DUE' });
    await app.anonymous.post(path());
    expect(await statuses(app, announced)).toMatchObject({
      EMAIL: 'SUPPRESSED PREFERENCE_OFF',
      SMS: 'SCHEDULED',
    });
    expect(await statuses(app, due)).toMatchObject({ EMAIL: 'SCHEDULED', SMS: 'SCHEDULED' });
  });

  it('may be clicked twice, and at once', async () => {
    const replies = await Promise.all([1, 2, 3].map(() => app.anonymous.post(path())));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await email()).toEqual({ email: true, types: { ANNOUNCEMENT: { email: false } } });
  });

  it('tells a browser with a page that it is done', async () => {
    const { headers, body } = await browser().post<string>(path());
    expect(headers.get('content-type')).toContain('text/html');
    expect(body).toContain('You get no more emails of the kind “Announcement”.');
  });

  it('stops all emails where that is asked for, also of a type that was chosen', async () => {
    await (
      await app.as(MEMBER)
    ).patch('/api/notifications/preferences', {
      types: { PAYMENT_DUE: { email: true, sms: true }, ANNOUNCEMENT: { push: false } },
    });
    const reply = await app.anonymous.post(`${path()}?all=true`);
    expect(reply).toMatchObject({ status: 200, body: { success: true, type: null } });
    expect(await email()).toEqual({
      email: false,
      types: { PAYMENT_DUE: { sms: true }, ANNOUNCEMENT: { push: false } },
    });
  });

  it('cannot stop what everybody gets, and offers what it can', async () => {
    const { body } = await browser().get<string>(path('SECURITY_ALERT'));
    expect(body.match(/<form/g)).toHaveLength(1);
    expect(body).toContain('?all=true');
    await app.anonymous.post(path('SECURITY_ALERT'));
    expect(await kept()).toBe(0);
  });
});

describe('a link that is not ours', () => {
  it.each([
    ['made up', () => '/api/unsubscribe/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['too short', () => '/api/unsubscribe/x'],
    ['changed', () => path().replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'))],
    ['of another type', () => path().slice(0, -8) + path('PAYMENT_DUE').slice(-8)],
    ['of somebody who is gone', () => path('ANNOUNCEMENT', '01937b6e-7c00-7000-8000-000000000001')],
    ['with NUL', () => `${path()}%00`],
  ])('changes nothing: %s', async (_what, link) => {
    for (const reply of [await app.anonymous.get(link()), await app.anonymous.post(link())]) {
      expect([400, 404]).toContain(reply.status);
    }
    expect(await kept()).toBe(0);
  });
});
