import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  accepted,
  PushService,
  vapidKeys,
  type PushAnswer,
} from '../../../../test/support/push/push-service.js';
import { peopleWithDevices } from '../../../../test/support/push/people.js';
import { outgoing } from '../../../../test/support/outgoing.js';
import { Deadline } from '../../deadline.js';
import { listenTo } from '../../traffic/listen.js';
import type { Outgoing } from '../provider.js';
import type { WebPushProvider } from './web-push.provider.js';

let service: PushService;
let people: Awaited<ReturnType<typeof peopleWithDevices>>;
let provider: WebPushProvider;
beforeAll(async () => {
  service = await PushService.start();
  people = await peopleWithDevices();
  provider = service.provider(people.reach);
});
afterAll(async () => {
  await provider.onApplicationShutdown();
  await service.close();
});
beforeEach(() => {
  service.answer = accepted;
  service.pushed.length = 0;
});

let count = 0;
const browser = () => service.subscribe(`browser-${++count}`);
const send = async (to: string, over: Partial<Outgoing> = {}) =>
  await provider.send([outgoing({ channel: 'PUSH', to, ...over })], new Deadline(5_000));

test('the browser reads what was said, and its service knows who sends it, how urgent it is and for how long', async () => {
  const person = await people.person(['WEB', browser()]);
  const said = { title: 'મંજૂર', message: 'તમારો કાર્યક્રમ' };
  const [outcome] = await send(person, {
    said,
    data: { seats: 7 },
    reader: { locale: 'gu', timezone: 'UTC' },
  });
  expect(outcome).toMatchObject({
    kind: 'sent',
    providerMessageId: expect.stringContaining('/m/') as string,
  });
  const [pushed] = service.pushed;
  expect(pushed!.payload).toEqual({
    web_push: 8030,
    notification: {
      title: 'મંજૂર',
      body: 'તમારો કાર્યક્રમ',
      lang: 'gu',
      tag: '01937b6e7c0070008000000000000001',
      navigate: 'http://localhost/events/7',
      data: {
        notificationId: '01937b6e-7c00-7000-8000-000000000002',
        type: 'EVENT_APPROVAL',
        link: 'http://localhost/events/7',
        seats: '7',
      },
    },
  });
  expect(pushed!.headers).toMatchObject({
    ttl: '86400',
    urgency: 'high',
    topic: '01937b6e7c0070008000000000000001',
    'content-encoding': 'aes128gcm',
  });
  expect(pushed!.vapid).toMatchObject({
    aud: `https://${service.host}`,
    sub: 'mailto:us@example.test',
    key: vapidKeys.publicKey,
  });
});

test('the largest payload that there can be is within 4096 bytes', async () => {
  const person = await people.person(['WEB', browser()]);
  const data = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`n${i}`, 'x']));
  const said = { title: '😀'.repeat(200), message: 'क्षि'.repeat(300) };
  await send(person, { said, data, link: `/${'x'.repeat(470)}` });
  const length = Number(service.pushed[0]!.headers['content-length']);
  expect(length).toBeGreaterThan(3_900);
  expect(length).toBeLessThanOrEqual(4_096);
});

test.each<[string, PushAnswer, object, number]>([
  ['404: the subscription is gone', { status: 404 }, { kind: 'reject', code: 'UNREGISTERED' }, 0],
  ['410: the subscription is gone', { status: 410 }, { kind: 'reject', code: 'UNREGISTERED' }, 0],
  ['413 is rejected and the device stays', { status: 413 }, { kind: 'reject' }, 1],
  [
    '400 is rejected and the device stays; what a service inside says is told to nobody',
    { status: 400, body: 'a secret of ours' },
    { kind: 'reject', error: 'It answered 400.' },
    1,
  ],
  ['401 may be our keys, so it is tried again and the device stays', { status: 401 }, { kind: 'retry' }, 1],
  ['403 may be our keys, so it is tried again and the device stays', { status: 403 }, { kind: 'retry' }, 1],
  [
    '429 says when, for this browser alone',
    { status: 429, headers: { 'retry-after': '30' } },
    { kind: 'retry', afterMs: 30_000, down: false },
    1,
  ],
  [
    'a redirect is not followed',
    { status: 307, headers: { location: 'https://127.0.0.1/' } },
    { kind: 'reject' },
    1,
  ],
  [
    '201 without a name of its own',
    { status: 201 },
    { kind: 'sent', providerMessageId: expect.any(String) as string },
    1,
  ],
])('%s', async (_what, answer, outcome, left) => {
  const person = await people.person(['WEB', browser()]);
  service.answer = () => answer;
  expect(await send(person)).toMatchObject([outcome]);
  expect(await people.count(person)).toBe(left);
  expect(service.pushed).toHaveLength(1);
});

test('whoever asks for patience, wherever a member has subscribed, asks it for that one alone', async () => {
  const person = await people.person(['WEB', browser()]);
  service.answer = () => ({ status: 429, headers: { 'retry-after': '3600' } });
  const outcomes = await provider.send([outgoing({ channel: 'PUSH', to: person })], new Deadline(5_000));
  expect(outcomes).toMatchObject([{ kind: 'retry', afterMs: 3_600_000 }]);
  expect(listenTo(outcomes)).toMatchObject({ down: 0, patienceMs: 0 });
});

test('a service that nobody reaches says nothing of the others', async () => {
  const nobody = browser().replace(service.host, 'localhost:1');
  const person = await people.person(['WEB', nobody]);
  expect(await send(person)).toMatchObject([{ kind: 'retry', down: false }]);
});

test('nor does one that never answers', async () => {
  const person = await people.person(['WEB', browser()]);
  service.answer = () => undefined;
  const item = outgoing({ channel: 'PUSH', to: person });
  expect(await provider.send([item], new Deadline(300))).toEqual([{ kind: 'unknown', down: false }]);
});

test('each provider rings its own devices only', async () => {
  const person = await people.person(['ANDROID', 'a phone']);
  expect(await send(person)).toEqual([{ kind: 'nowhere', reason: 'NO_ADDRESS' }]);
});
