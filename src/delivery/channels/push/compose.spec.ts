import { expect, test } from 'vitest';
import { testConfig } from '../../../../test/support/http-app.js';
import { outgoing } from '../../../../test/support/outgoing.js';
import type { Outgoing } from '../provider.js';
import { pushOf } from './compose.js';
import { fcmMessage } from './fcm-message.js';

const push = (over: Partial<Outgoing> = {}) => pushOf(outgoing({ channel: 'PUSH', ...over }), testConfig());
const said = (message: string, title = 'Title') => push({ said: { title, message } });
const graphemes = (text: string) => Array.from(new Intl.Segmenter().segment(text)).length;
const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
/** As FCM counts: what is shown and what the app gets. */
const payload = (over: Partial<Outgoing>) => {
  const { notification, data } = fcmMessage(push(over), 'token');
  return { notification, data };
};

test('it says what is said, and where a tap leads', () => {
  expect(push()).toEqual({
    title: 'Approved',
    body: 'It is approved.',
    link: 'http://localhost/events/7',
    data: {
      notificationId: '01937b6e-7c00-7000-8000-000000000002',
      type: 'EVENT_APPROVAL',
      link: 'http://localhost/events/7',
    },
    tag: '01937b6e7c0070008000000000000001',
    urgent: true,
    ttlSeconds: 86_400,
    locale: 'en',
  });
});

test('a body is one line', () => {
  expect(said('One\r\ntwo\t\u0000three ', 'A\nB')).toMatchObject({ title: 'A B', body: 'One two three' });
});

test.each([
  ['letters', 'a'],
  ['families', '👨‍👩‍👧‍👦'],
  ['Devanagari', 'क्षि'],
])('a body of too many %s is cut at 150 of them, never inside one', (_what, letter) => {
  const exactly = letter.repeat(150);
  if (bytes(exactly) <= 1_800) expect(said(exactly).body).toBe(exactly);
  const { body } = said(letter.repeat(200));
  expect(graphemes(body)).toBeLessThanOrEqual(150);
  expect(body.replaceAll(letter, '')).toBe('…');
});

test('one letter of thousands of bytes is none that anybody reads', () => {
  const { body, title } = said(`Hi e${'\u0301'.repeat(5_000)} there`, `x${'\u0301'.repeat(5_000)}`);
  expect(body).toBe('Hi…');
  expect(title).toBe('…');
});

test('what does not fit into 4 KB is left out, each value whole or not at all, and what identifies it stays', () => {
  const data = {
    small: 'a',
    huge: 'x'.repeat(5_000),
    also: 'b',
    ['many'.repeat(500)]: '"'.repeat(900),
    last: true,
  };
  const { notification, data: told } = payload({ data });
  expect(told).toEqual({
    notificationId: expect.any(String) as string,
    type: 'EVENT_APPROVAL',
    link: 'http://localhost/events/7',
    small: 'a',
    also: 'b',
    last: 'true',
  });
  expect(bytes({ notification, data: told })).toBeLessThan(4_096);
});

test('the worst of everything still fits', () => {
  const worst = { title: '👨‍👩‍👧‍👦'.repeat(200), message: '"\\क्षि'.repeat(300) };
  const data = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`n${i}`, 'ક્ષ']));
  const size = bytes(payload({ said: worst, link: `/${'x'.repeat(470)}`, data }));
  expect(size).toBeGreaterThan(3_200);
  expect(size).toBeLessThan(3_900);
});

test('a link that is too long is left out, because half a link leads nowhere', () => {
  expect(push({ link: `/${'x'.repeat(2_000)}` })).toMatchObject({ link: undefined });
});

test.each(['javascript:alert(1)', 'data:text/html,x', null])('%s is no link', (link) => {
  expect(push({ link }).link).toBeUndefined();
  expect(push({ link }).data).not.toHaveProperty('link');
});

test('data is strings, under names that FCM and Apple take', () => {
  const data = { amount: 1200, paid: false, none: null, from: 'Meera', 'google.x': 'y', GCM: 'z', aps: '{}' };
  expect(push({ data }).data).toMatchObject({
    amount: '1200',
    paid: 'false',
    data_from: 'Meera',
    'data_google.x': 'y',
    data_GCM: 'z',
    data_aps: '{}',
  });
  expect(Object.keys(push({ data }).data)).not.toEqual(expect.arrayContaining(['none', 'from', 'aps']));
});

test('data of a sender does not pass for what identifies it, nor for anything of ours', () => {
  const data = JSON.parse(
    '{"type":"SECURITY_ALERT","notificationId":"x","__proto__":"y"}',
  ) as Outgoing['data'];
  const { data: told } = push({ data });
  expect(told).toMatchObject({
    type: 'EVENT_APPROVAL',
    notificationId: '01937b6e-7c00-7000-8000-000000000002',
  });
  expect(Object.getPrototypeOf(told)).toBe(Object.prototype);
});

test.each([
  ['LOW', false, 86_400],
  ['MEDIUM', false, 86_400],
  ['HIGH', true, 86_400],
  ['CRITICAL', true, 3_600],
] as const)('%s: urgent %s, for %i seconds', (priority, urgent, ttlSeconds) => {
  expect(push({ priority })).toMatchObject({ urgent, ttlSeconds });
});

test('FCM gets it for Android, iPhones and browsers, and a repetition replaces what is shown', () => {
  const message = fcmMessage(push({ link: 'https://munadi.test/e' }), 'token', 1_000_000);
  const tag = '01937b6e7c0070008000000000000001';
  expect(message).toMatchObject({
    token: 'token',
    notification: { title: 'Approved', body: 'It is approved.' },
    android: { priority: 'high', ttl: 86_400_000, collapseKey: tag, notification: { tag } },
    apns: {
      headers: { 'apns-collapse-id': tag, 'apns-priority': '10', 'apns-expiration': '87400' },
      payload: { aps: { sound: 'default' } },
    },
    webpush: {
      headers: { Urgency: 'high', TTL: '86400', Topic: tag },
      notification: { tag },
      fcmOptions: { link: 'https://munadi.test/e' },
    },
  });
  expect(fcmMessage(push(), 'token').webpush).not.toHaveProperty('fcmOptions');
});
