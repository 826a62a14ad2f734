import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { Providers } from '../../src/delivery/channels/providers.js';
import { SmtpProvider } from '../../src/delivery/channels/email/smtp.provider.js';
import type { Provider } from '../../src/delivery/channels/provider.js';
import type { ChannelProvidersView } from '../../src/operations/providers/providers.dto.js';
import { startApp, type TestApp } from '../support/app.js';
import { testDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.js';
import { testConfig, testProviders } from '../support/http-app.js';
import { MailServer, silentServer } from '../support/mail-server.js';
import { afterFile } from '../support/after-file.js';
import { MunadiProcess } from '../support/process.js';

/** Email over SMTP, by this name. */
function smtp(name: string, port: number): Provider {
  const server = { host: '127.0.0.1', port, secure: false, user: undefined, pass: undefined, pool: 5 };
  const email = { ...testProviders().email, smtp: server };
  const provider = new SmtpProvider(testConfig({ providers: testProviders({ email }) }));
  afterFile(async () => provider.onApplicationShutdown());
  return Object.assign(provider, { name });
}

const announce = async (app: TestApp, channel: string) => {
  const admin = await app.as('admin@demo.munadi');
  const { status } = await admin.post('/api/notifications', {
    type: 'announcement',
    message: `By ${channel}`,
    channel,
    priority: 'HIGH',
    targetRole: 'MEMBER',
  });
  expect(status).toBe(202);
};

const states = async (app: TestApp, channel: string) => {
  const rows = await app.sql<{ state: string; count: number }>(
    `SELECT concat_ws(' by ', status, provider) AS state, count(*)::int AS count FROM deliveries
      WHERE channel = $1::channel GROUP BY 1`,
    [channel],
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
};

describe('email by two servers and two replicas', () => {
  let replicas: [TestApp, TestApp];
  let deadPort: number;
  let alive: MailServer;

  beforeAll(async () => {
    deadPort = await freePort();
    alive = await MailServer.open();
    const { url } = await testDatabase();
    const environment = { DATABASE_URL: url, SMTP_HOST: '127.0.0.1' };
    replicas = [await startApp(environment), await startApp(environment)];
    for (const { nest } of replicas) {
      const way = [smtp('smtp', deadPort), smtp('smtp-fallback', alive.port)];
      const providers = nest.get(Providers);
      const usual = providers.of.bind(providers);
      providers.of = (channel, to) => (channel === 'EMAIL' ? way : usual(channel, to));
    }
  });

  it(
    'leaves by the second while the first is dead, and by the first when it is back',
    { timeout: 60_000 },
    async () => {
      const [app] = replicas;
      await announce(app, 'email');
      await eventually(
        async () => {
          const became = await states(app, 'EMAIL');
          expect(Object.keys(became)).toEqual(['SENT by smtp-fallback']);
          expect(alive.taken).toHaveLength(became['SENT by smtp-fallback'] ?? 0);
        },
        { timeout: 10_000 },
      );
      // At most a few for each batch that was begun before it was known.
      const [asked] = await app.sql<{ count: number }>(
        "SELECT count(*)::int AS count FROM attempts WHERE provider = 'smtp'",
      );
      expect(asked?.count).toBeLessThanOrEqual(5);
      const admin = await app.as('admin@demo.munadi');
      const { body } = await admin.get<ChannelProvidersView[]>('/api/admin/providers');
      expect(body.find(({ channel }) => channel === 'EMAIL')?.providers).toEqual([
        expect.objectContaining({ name: 'smtp', up: false, reason: expect.stringContaining('ECONNREFUSED') }),
        expect.objectContaining({ name: 'smtp-fallback', up: true }),
      ]);

      const back = await MailServer.open(deadPort);
      await eventually(
        async () => {
          await announce(app, 'email');
          expect(back.taken.length).toBeGreaterThan(0);
          const metrics = await (await fetch(`${app.url}/metrics`)).text();
          expect(metrics).toContain('munadi_provider_up{provider="smtp"} 1');
        },
        { timeout: 30_000, every: 1_000 },
      );
      await eventually(async () => {
        const became = await states(app, 'EMAIL');
        expect(Object.keys(became).toSorted()).toEqual(['SENT by smtp', 'SENT by smtp-fallback']);
        expect(back.taken.length + alive.taken.length).toBe(
          Object.values(became).reduce((sum, each) => sum + each, 0),
        );
      });
    },
  );
});

it('a mail server that hangs holds up no SMS', { timeout: 60_000 }, async () => {
  const app = await startApp({ SMTP_HOST: '127.0.0.1', SMTP_PORT: String(await silentServer()) });
  await app.sql("UPDATE users SET phone = '+14155550100' WHERE phone IS NULL");
  for (let count = 0; count < 12; count++) await announce(app, 'email');
  await eventually(async () => {
    expect((await states(app, 'EMAIL')).SENDING).toBeGreaterThan(0);
  });
  await announce(app, 'sms');
  // More emails than the lane can have in hand were there before it.
  await eventually(
    async () => {
      expect(Object.keys(await states(app, 'SMS'))).toEqual(['SENT by sandbox']);
    },
    { timeout: 6_000 },
  );
  expect(Object.keys(await states(app, 'EMAIL')).join()).not.toContain('SENT');
});

it(
  'SIGTERM waits for what goes on by itself, and leaves nothing in the dark',
  { timeout: 60_000 },
  async () => {
    const server = await MailServer.open();
    server.afterMs = 2_500;
    const { url } = await testDatabase();
    const app = await startApp({ DATABASE_URL: url, MUNADI_ROLE: 'api', SMTP_HOST: '127.0.0.1' });
    const worker = await MunadiProcess.start({
      NODE_ENV: 'test',
      LOG_LEVEL: 'error',
      JWT_SECRET: 'only for tests, and long enough to be one',
      ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
      DATABASE_URL: url,
      MUNADI_ROLE: 'worker',
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: String(server.port),
      SMTP_POOL: '20',
    });
    await worker.ready();
    await announce(app, 'email');
    await eventually(async () => expect((await states(app, 'EMAIL')).SENDING).toBeGreaterThan(0), {
      timeout: 10_000,
    });
    // Its lane has let go of it by now.
    await sleep(1_500);
    expect(await worker.end()).toBe(0);
    const became = await states(app, 'EMAIL');
    expect(became.SENDING).toBeUndefined();
    expect(became['SENT by smtp']).toBe(server.taken.length);
    expect(server.taken.length).toBeGreaterThan(0);
  },
);
