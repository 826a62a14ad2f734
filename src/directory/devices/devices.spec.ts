import { randomBytes } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import { testConfig } from '../../../test/support/http-app.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { DeviceView } from './device.dto.js';
import { DeviceTokens } from './device-tokens.js';
import { Devices } from './devices.js';

const TOKEN = 'fcm-token:APA91bH_x-y.z';

let app: TestApp;
let member: Caller;
let head: Caller;
beforeAll(async () => {
  app = await startApp();
  member = await app.as('member@demo.munadi');
  head = await app.as('family-head@demo.munadi');
});
beforeEach(() => app.sql('DELETE FROM devices'));

const register = (caller: Caller, over: object = {}) =>
  caller.post<DeviceView>('/api/devices', { platform: 'ANDROID', token: TOKEN, ...over });
const list = async (caller: Caller) => (await caller.get<DeviceView[]>('/api/devices')).body;

test('a device is registered, listed and removed, and its token is never shown', async () => {
  const { status, body } = await register(member, { name: '  Pixel 9 ' });
  expect(status).toBe(201);
  expect(body).toEqual({
    id: body.id,
    platform: 'ANDROID',
    name: 'Pixel 9',
    createdAt: body.createdAt,
    lastSeenAt: body.createdAt,
  });
  expect(await list(member)).toEqual([body]);
  expect((await member.delete(`/api/devices/${body.id}`)).status).toBe(204);
  expect(await list(member)).toEqual([]);
});

test('the newest comes first', async () => {
  await register(member, { token: 'first' });
  await register(member, { token: 'second', platform: 'web' });
  expect((await list(member)).map(({ platform }) => platform)).toEqual(['WEB', 'ANDROID']);
});

test('nothing in the database tells the token', async () => {
  await register(member);
  const [row] = await app.sql<{ row: string; sealed: string; hash: Buffer }>(
    'SELECT devices::text AS row, token_sealed AS sealed, token_hash AS hash FROM devices',
  );
  expect(row!.row).not.toContain(TOKEN.slice(0, 12));
  expect(row!.hash).toHaveLength(32);
  expect(app.nest.get(DeviceTokens, { strict: false }).open(row!.sealed)).toBe(TOKEN);
});

test('the same token again refreshes the device', async () => {
  const first = await register(member, { name: 'Pixel 9' });
  await app.sql(`UPDATE devices SET last_seen_at = now() - interval '1 day'`);
  const again = await register(member, { platform: 'ios' });
  expect(again.status).toBe(201);
  expect(again.body).toMatchObject({ id: first.body.id, platform: 'IOS', name: 'Pixel 9' });
  expect(again.body.createdAt).toBe(first.body.createdAt);
  expect(again.body.lastSeenAt >= first.body.lastSeenAt).toBe(true);
  expect(await list(member)).toHaveLength(1);
});

test('the same token of somebody else moves the device, and nothing of the old owner with it', async () => {
  const before = await register(member, { name: "Meera's phone" });
  const after = await register(head);
  expect(after.body).toMatchObject({ name: null });
  expect(after.body.id).not.toBe(before.body.id);
  expect(await list(member)).toEqual([]);
  expect(await list(head)).toEqual([after.body]);
});

test('the same token twenty times at once is one device', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => register(i % 2 ? member : head)));
  expect(answers.every(({ status }) => status === 201)).toBe(true);
  expect(await app.sql('SELECT 1 FROM devices')).toHaveLength(1);
});

test("somebody else's device is not there", async () => {
  const { body } = await register(head);
  for (const id of [body.id, '01937b6e-7c00-7000-8000-000000000001', 'no-id']) {
    expect(await member.delete(`/api/devices/${id}`)).toMatchObject({ status: 404 });
  }
  expect(await list(head)).toHaveLength(1);
});

test('an Idempotency-Key gives the first answer again', async () => {
  const once = member.with({ 'idempotency-key': 'device-1' });
  const first = await register(once);
  const again = await register(once);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
});

test.each<[string, object]>([
  ['no token', { token: undefined }],
  ['an empty token', { token: '' }],
  ['a token of spaces', { token: '  ' }],
  ['a token that is too long', { token: 'x'.repeat(4097) }],
  ['a token that is no text', { token: { a: 1 } }],
  ['an unknown platform', { platform: 'TOASTER' }],
  ['a platform that is no text', { platform: ['IOS'] }],
  ['a name of two lines', { name: 'a\nb' }],
  ['a name that is too long', { name: 'x'.repeat(101) }],
  ['an unknown field', { userId: '01937b6e-7c00-7000-8000-000000000001' }],
])('%s is refused', async (_what, over) => {
  const { status, body } = await register(member, over);
  expect(status).toBe(400);
  expect(JSON.stringify(body)).not.toContain(TOKEN);
  expect(await list(member)).toEqual([]);
});

test('without a token nobody gets in', async () => {
  expect((await app.anonymous.get('/api/devices')).status).toBe(401);
  expect((await app.anonymous.post('/api/devices', { platform: 'IOS', token: 'x' })).status).toBe(401);
  expect((await app.anonymous.delete('/api/devices/x')).status).toBe(401);
});

describe('after a change of keys', () => {
  const newKey = { id: 'newer', key: randomBytes(32) };
  const rotated = () => {
    const { encryptionKeys } = app.nest.get(Config);
    const tokens = new DeviceTokens(testConfig({ encryptionKeys: [newKey, ...encryptionKeys] }));
    return new Devices(app.nest.get(Database), tokens);
  };
  const idOfMember = async () =>
    (await app.sql<{ id: string }>(`SELECT id FROM users WHERE email = 'member@demo.munadi'`))[0]!.id;

  test('a known device stays the same, sealed anew', async () => {
    const { body } = await register(member);
    const again = await rotated().register(await idOfMember(), { platform: 'ANDROID', token: TOKEN });
    expect(again.id).toBe(body.id);
    expect(await app.sql('SELECT left(token_sealed, 6) AS key FROM devices')).toEqual([{ key: 'newer:' }]);
  });

  test('what a process with the old keys writes meanwhile makes no second device', async () => {
    const devices = rotated();
    const device = { platform: 'ANDROID' as const, token: TOKEN };
    const first = await devices.register(await idOfMember(), device);
    await register(member);
    expect(await list(member)).toHaveLength(2);
    expect((await devices.register(await idOfMember(), device)).id).toBe(first.id);
    expect(await list(member)).toHaveLength(1);
  });
});
