import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { notify, statuses } from '../support/notify.js';
import { accepted, PushService, vapidKeys } from '../support/push/push-service.js';

const MEMBER = 'member@demo.munadi';
const HEAD = 'family-head@demo.munadi';

let service: PushService;
let app: TestApp;
beforeAll(async () => {
  service = await PushService.start();
  app = await startApp({
    VAPID_PUBLIC_KEY: vapidKeys.publicKey,
    VAPID_PRIVATE_KEY: vapidKeys.privateKey,
    WEBHOOK_ALLOWED_HOSTS: service.host,
  });
});
afterAll(() => service.close());

const alarm = (who = MEMBER) =>
  notify(app, who, { channels: ['PUSH'], strategy: 'BROADCAST', priority: 'CRITICAL' });

test('from a browser that subscribes, to what it shows, to the day that it is gone', async () => {
  const member = await app.as(MEMBER);
  await app.sql('DELETE FROM devices');
  const { body } = await member.get<{ publicKey: string }>('/api/devices/vapid-key');
  expect(body.publicKey).toBe(vapidKeys.publicKey);
  await member.post('/api/devices', { platform: 'WEB', token: service.subscribe('meera'), name: 'Firefox' });

  const first = await alarm();
  await eventually(async () => expect(await statuses(app, first)).toEqual({ PUSH: 'SENT' }));
  expect(service.pushed.map(({ payload }) => payload.notification)).toMatchObject([
    { title: 'Hall', body: 'The hall is open.', data: { notificationId: first.id, type: 'ANNOUNCEMENT' } },
  ]);

  service.answer = () => ({ status: 410 });
  const second = await alarm();
  await eventually(async () => expect(await statuses(app, second)).toEqual({ PUSH: 'FAILED' }));
  expect((await member.get('/api/devices')).body).toEqual([]);

  const third = await alarm();
  await eventually(async () => expect(await statuses(app, third)).toEqual({ PUSH: 'SUPPRESSED NO_ADDRESS' }));
  expect(service.pushed).toHaveLength(2);
});

test('a push service that gives it a name of any length costs nobody the outcome', async () => {
  const member = await app.as(MEMBER);
  await app.sql('DELETE FROM devices');
  await member.post('/api/devices', { platform: 'WEB', token: service.subscribe('mallory') });
  const location = `https://push.example.test/${randomBytes(6_000).toString('base64url')}`;
  service.answer = () => ({ status: 201, headers: { location } });
  const notified = await alarm();
  await eventually(async () => expect(await statuses(app, notified)).toEqual({ PUSH: 'SENT' }));
});

test('a browser that asks to be left alone keeps nobody else from being rung', async () => {
  const [member, head] = [await app.as(MEMBER), await app.as(HEAD)];
  await app.sql('DELETE FROM devices');
  await member.post('/api/devices', { platform: 'WEB', token: service.subscribe('mallory') });
  await head.post('/api/devices', { platform: 'WEB', token: service.subscribe('asha') });
  service.answer = ({ browser }) =>
    browser === 'mallory' ? { status: 429, headers: { 'retry-after': '3600' } } : accepted();
  const first = await alarm();
  await eventually(async () => expect(await statuses(app, first)).toEqual({ PUSH: 'RETRYING' }));
  const second = await alarm(HEAD);
  await eventually(async () => expect(await statuses(app, second)).toEqual({ PUSH: 'SENT' }));
});

test('without any account the sandbox shows what a phone would have shown', async () => {
  const without = await startApp();
  await (await without.as(MEMBER)).post('/api/devices', { platform: 'ANDROID', token: 'a-phone' });
  const said = { subject: 'Hall', message: `The hall\nis open. ${'x'.repeat(200)}` };
  const notified = await notify(without, MEMBER, {
    channels: ['PUSH'],
    strategy: 'BROADCAST',
    priority: 'CRITICAL',
    content: said,
    link: '/events/7',
  });
  await eventually(async () => expect(await statuses(without, notified)).toEqual({ PUSH: 'SENT' }));
  const admin = await without.as('admin@demo.munadi');
  const { body } = await admin.get<{ body: string }[]>('/api/sandbox/outbox?channel=PUSH');
  expect(body).toMatchObject([
    {
      subject: 'Hall',
      body: expect.stringMatching(/^The hall is open\. x{131}…$/) as string,
      headers: {
        link: expect.stringMatching(/^http.*\/events\/7$/) as string,
        urgency: 'high',
        ttl: '3600',
        tag: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        data: expect.stringContaining(notified.id) as string,
      },
    },
  ]);
});
