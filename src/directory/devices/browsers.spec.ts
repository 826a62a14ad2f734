import { createECDH, randomBytes } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import webPush from 'web-push';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import type { DeviceView } from './device.dto.js';
import { DeviceTokens } from './device-tokens.js';

const vapidKeys = webPush.generateVAPIDKeys();

let app: TestApp;
let member: Caller;
let head: Caller;
beforeAll(async () => {
  app = await startApp({ VAPID_PUBLIC_KEY: vapidKeys.publicKey, VAPID_PRIVATE_KEY: vapidKeys.privateKey });
  member = await app.as('member@demo.munadi');
  head = await app.as('family-head@demo.munadi');
});
beforeEach(() => app.sql('DELETE FROM devices'));

const p256dh = createECDH('prime256v1').generateKeys('base64url');
const auth = randomBytes(16).toString('base64url');
const ENDPOINT = 'https://push.example.test/send/abc';
const subscription = (over: object = {}, keys: object = {}) =>
  JSON.stringify({ endpoint: ENDPOINT, expirationTime: null, keys: { p256dh, auth, ...keys }, ...over });
const register = (token: string, caller = member, platform = 'WEB') =>
  caller.post<DeviceView>('/api/devices', { platform, token });
const kept = () =>
  app.sql<{ service: string; sealed: string }>('SELECT service, token_sealed AS sealed FROM devices');

test('a browser registers its subscription, and only what sending needs of it is kept', async () => {
  expect((await register(subscription())).status).toBe(201);
  const [row] = await kept();
  expect(row!.service).toBe('webpush');
  const tokens = app.nest.get(DeviceTokens, { strict: false });
  expect(JSON.parse(tokens.open(row!.sealed))).toEqual({ endpoint: ENDPOINT, keys: { p256dh, auth } });
});

test('the same subscription written in another way is the same device', async () => {
  const { body } = await register(subscription());
  const turned = JSON.stringify({ keys: { auth: `${auth}==`, p256dh }, endpoint: ENDPOINT });
  expect((await register(turned)).body.id).toBe(body.id);
  expect(await kept()).toHaveLength(1);
});

test('the browser of somebody else moves to whoever uses it now', async () => {
  await register(subscription());
  await register(subscription(), head);
  expect((await member.get<DeviceView[]>('/api/devices')).body).toEqual([]);
  expect((await head.get<DeviceView[]>('/api/devices')).body).toHaveLength(1);
});

test('a browser that Firebase rings has a token as any phone', async () => {
  await register('fcm-token:APA91b');
  await register('{not-json', member, 'ANDROID');
  expect((await kept()).map(({ service }) => service)).toEqual(['fcm', 'fcm']);
});

const point = Buffer.from(p256dh, 'base64url');
test.each<[string, string]>([
  ['no JSON', '{"endpoint":'],
  ['nothing', '{}'],
  ['keys that are no object', subscription({ keys: 'x' })],
  ['plain http', subscription({ endpoint: 'http://push.example.test/x' })],
  ['a file', subscription({ endpoint: 'file:///etc/passwd' })],
  ['an endpoint with a password', subscription({ endpoint: 'https://a:b@push.example.test/x' })],
  ['an endpoint that is no text', subscription({ endpoint: { href: ENDPOINT } })],
  ['an endpoint without end', subscription({ endpoint: `${ENDPOINT}/${'x'.repeat(2_048)}` })],
  ['a key that is too short', subscription({}, { p256dh: 'BAAA' })],
  ['a key that is no point', subscription({}, { p256dh: Buffer.alloc(65, 4).toString('base64url') })],
  ['a compressed key', subscription({}, { p256dh: point.subarray(0, 33).toString('base64url') })],
  ['a secret that is too short', subscription({}, { auth: 'AAAA' })],
  ['no secret', subscription({}, { auth: undefined })],
])('a subscription with %s is refused, and the answer does not repeat it', async (_what, token) => {
  const { status, body } = await register(token);
  expect(status).toBe(400);
  expect(body).toMatchObject({ errors: [{ path: 'token' }] });
  expect(JSON.stringify(body)).not.toContain('push.example.test');
  expect(await kept()).toEqual([]);
});

test('a member is told the key that a browser subscribes with; a stranger is not, and where there is none, nobody', async () => {
  expect((await member.get('/api/devices/vapid-key')).body).toEqual({ publicKey: vapidKeys.publicKey });
  expect((await app.anonymous.get('/api/devices/vapid-key')).status).toBe(401);
  const without = await startApp();
  const { status, body } = await (await without.as('member@demo.munadi')).get('/api/devices/vapid-key');
  expect(status).toBe(404);
  expect(body).toMatchObject({ detail: expect.stringContaining('VAPID_PUBLIC_KEY') as string });
});
