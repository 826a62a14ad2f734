import { beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import type { ChannelProvidersView } from './providers.dto.js';

let app: TestApp;
let admin: Caller;

beforeAll(async () => {
  app = await startApp({ SMTP_HOST: '127.0.0.1', SEND_RATES: 'smtp:5' });
  admin = await app.as('admin@demo.munadi');
});

async function email() {
  const { status, body } = await admin.get<ChannelProvidersView[]>('/api/admin/providers');
  expect(status).toBe(200);
  return body.find(({ channel }) => channel === 'EMAIL');
}

const UP = {
  name: 'smtp',
  up: true,
  downSince: null,
  nextProbeAt: null,
  failedProbes: 0,
  reason: null,
  ratePerSecond: 5,
  promisedUntil: null,
};

it('tells by whom each channel goes', async () => {
  expect(await email()).toEqual({ channel: 'EMAIL', together: false, providers: [UP] });
  const { body } = await admin.get<ChannelProvidersView[]>('/api/admin/providers');
  expect(body.map(({ channel }) => channel)).toContain('SMS');
  expect(body.find(({ channel }) => channel === 'PUSH')?.together).toBe(true);
});

it('tells who is down, since when and why, and how far the turns are given away', async () => {
  await app.sql(
    `INSERT INTO provider_states (provider, opened_at, probe_at, trips, reason, promised_until)
     VALUES ('smtp', '2026-01-01 00:00+00', '2026-01-01 00:05+00', 3, 'SMTP_535: Not you', '2100-01-01 00:00+00')`,
  );
  expect((await email())?.providers).toEqual([
    {
      ...UP,
      up: false,
      downSince: '2026-01-01T00:00:00.000Z',
      nextProbeAt: '2026-01-01T00:05:00.000Z',
      failedProbes: 3,
      reason: 'SMTP_535: Not you',
      promisedUntil: '2100-01-01T00:00:00.000Z',
    },
  ]);
});

it('is for admins', async () => {
  const head = await app.as('community-head@demo.munadi');
  expect((await head.get('/api/admin/providers')).status).toBe(403);
  expect((await app.anonymous.get('/api/admin/providers')).status).toBe(401);
});
