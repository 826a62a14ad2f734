import { beforeAll, expect, it } from 'vitest';
import { SmtpProvider } from '../src/delivery/channels/email/smtp.provider.js';
import type { Provider } from '../src/delivery/channels/provider.js';
import { Providers } from '../src/delivery/channels/providers.js';
import { Database } from '../src/platform/database/database.js';
import { planHint } from '../src/platform/queues/hints.js';
import { Queues } from '../src/platform/queues/queues.js';
import { startApp, type TestApp } from '../test/support/app.js';
import { afterFile } from '../test/support/after-file.js';
import { eventually } from '../test/support/eventually.js';
import { freePort } from '../test/support/free-port.js';
import { testConfig, testProviders } from '../test/support/http-app.js';
import { MailServer, silentServer } from '../test/support/mail-server.js';
import { emptyRedis } from '../test/support/redis-database.js';
import { community } from './support/community.js';
import { report } from './support/measure.js';

const PEOPLE = 5_000;
/** What takes so much longer than it does with a first server that is well counts as delayed. */
const DELAYED_SECONDS = 5;

let app: TestApp;
let database: Database;
let group: string;
let alive: Provider;
let healthy: Run;

interface Run {
  /** Since the message was accepted. */
  openedSeconds: number | null;
  sentSeconds: number[];
  total: number;
}

beforeAll(async () => {
  app = await startApp({ REDIS_URL: await emptyRedis(), MUNADI_DEMO: '0', MUNADI_ROLE: 'worker' });
  database = app.nest.get(Database);
  group = await community(database, PEOPLE);
  alive = smtp('alive', (await MailServer.open()).port);
  await run([alive]);
  healthy = await run([alive]);
});

it('the first server refuses connections', async (context) => {
  const found = await run([smtp('refusing', await freePort()), alive]);
  tell(context, 'that refuses connections', found, { opens: 1, done: 5, delayed: 0.01 });
});

it('the first server takes connections and never says a word', async (context) => {
  const found = await run([smtp('silent', await silentServer()), alive]);
  tell(context, 'that hangs', found, { opens: 15, done: 20, delayed: 0.01 });
});

function smtp(name: string, port: number): Provider {
  const server = { host: '127.0.0.1', port, secure: false, user: undefined, pass: undefined, pool: 20 };
  const email = { ...testProviders().email, smtp: server };
  const provider = new SmtpProvider(testConfig({ providers: testProviders({ email }) }));
  afterFile(async () => provider.onApplicationShutdown());
  return Object.assign(provider, { name });
}

/** One message to all of them by these servers, until each has it. */
async function run(way: readonly Provider[]): Promise<Run> {
  app.nest.get(Providers).of = () => way;
  await database.query('TRUNCATE notifications, deliveries, attempts, messages, provider_states');
  const [row] = await database.query<{ id: string }>(
    `INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, timings, state, content)
     VALUES ('ANNOUNCEMENT', 'MEMBER', $1, '{EMAIL}', 'HIGH', 'important', 'BROADCAST', '[{"name":"default","delays":[0]}]', 'FANNING_OUT', $2) RETURNING id`,
    [
      JSON.stringify({ include: [{ group, subgroups: true }] }),
      JSON.stringify({ subject: 'Gathering', message: 'We meet at eight in the town hall.' }),
    ],
  );
  const id = row?.id ?? '';
  await app.nest.get(Queues).hint('important', [planHint(id, 0)]);
  await eventually(
    async () => {
      const [sent] = await database.query<{ count: number }>(
        "SELECT count(*)::int AS count FROM deliveries WHERE message_id = $1 AND status = 'SENT'",
        [id],
      );
      expect(sent?.count).toBe(PEOPLE);
    },
    { timeout: 300_000, every: 200 },
  );
  const rows = await database.query<{ seconds: number }>(
    `SELECT extract(epoch FROM sent_at - messages.created_at)::float8 AS seconds
       FROM deliveries JOIN messages ON messages.id = message_id ORDER BY 1`,
  );
  const [opened] = await database.query<{ seconds: number }>(
    `SELECT extract(epoch FROM opened_at - created_at)::float8 AS seconds FROM provider_states, messages WHERE opened_at IS NOT NULL`,
  );
  const sentSeconds = rows.map(({ seconds }) => seconds);
  return { openedSeconds: opened?.seconds ?? null, sentSeconds, total: sentSeconds.at(-1) ?? NaN };
}

function tell(
  context: Parameters<typeof report>[0],
  which: string,
  { openedSeconds, sentSeconds, total }: Run,
  targets: { opens: number; done: number; delayed: number },
): void {
  const late = sentSeconds.filter((seconds) => seconds > healthy.total + DELAYED_SECONDS).length;
  const opened = openedSeconds ?? NaN;
  const detail = `one message to ${PEOPLE} by email, a first server ${which} and a second that is well`;
  const figure = (measure: string, atMost: number, value: number, more: string) =>
    report(context, { measure, target: { atMost }, value, each: [value], detail: `${detail}; ${more}` });
  figure(
    `seconds until the breaker of a server opens ${which}`,
    targets.opens,
    opened,
    'since it was accepted',
  );
  figure(
    `seconds until all has gone by the next server, after one ${which}`,
    targets.done,
    total - healthy.total,
    `${total.toFixed(1)} s since it was accepted, ${healthy.total.toFixed(1)} s where the first is well`,
  );
  figure(
    `share of messages delayed by more than ${DELAYED_SECONDS} s by a server ${which}`,
    targets.delayed,
    late / PEOPLE,
    `${late} of them`,
  );
}
