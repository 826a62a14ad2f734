import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../../test/support/database.js';
import { answer, Endpoint } from '../../../../test/support/endpoint.js';
import { eventually } from '../../../../test/support/eventually.js';
import { testConfig, testProviders } from '../../../../test/support/http-app.js';
import { outgoing } from '../../../../test/support/outgoing.js';
import { Database } from '../../../platform/database/database.js';
import { Deadline } from '../../deadline.js';
import { HttpProvider } from './http.provider.js';
import { noteHealth } from './health.sql.js';
import { newSecret } from './signature.js';
import { WebhookCalls } from './webhook-calls.js';
import { WebhookSecrets } from './webhook-secrets.js';

let database: Database;
let endpoint: Endpoint;
let calls: WebhookCalls;
let secrets: WebhookSecrets;
let provider: HttpProvider;

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
  endpoint = await Endpoint.open();
  const config = testConfig({ providers: testProviders({ webhooks: { allowedHosts: [endpoint.host] } }) });
  calls = new WebhookCalls(config);
  secrets = new WebhookSecrets(config);
  provider = new HttpProvider(config, database, calls, secrets);
});
afterAll(async () => {
  await calls.onApplicationShutdown();
  await database.onApplicationShutdown();
  await endpoint.close();
});
beforeEach(async () => {
  await database.query('TRUNCATE webhook_endpoints');
  endpoint.calls.length = 0;
  endpoint.answering = answer(204);
});

interface Row {
  url: string;
  secrets: string[];
  rotated: string;
  failing: string;
}

/** Somebody who wants to be called; who they are. */
async function owner({
  url = endpoint.url(),
  secrets: theirs = [newSecret()],
  rotated,
  failing,
}: Partial<Row> = {}) {
  const userId = randomUUID();
  await database.query(
    `INSERT INTO webhook_endpoints (user_id, url, secrets_sealed, rotated_until, failing_since)
     VALUES ($1, $2, $3, now() + $4::interval, now() - $5::interval)`,
    [userId, url, theirs.map((each) => secrets.seal(each)), rotated ?? null, failing ?? null],
  );
  return userId;
}
const to = (userId: string) => outgoing({ channel: 'WEBHOOK', to: userId, userId, deliveryId: randomUUID() });
const send = (userIds: readonly string[], ms = 5_000) => provider.send(userIds.map(to), new Deadline(ms));
const state = async () => {
  const [row] = await database.query(
    `SELECT failing_since IS NOT NULL AS failing, disabled_at IS NOT NULL AS disabled, disabled_because AS because
       FROM webhook_endpoints`,
  );
  return row;
};

describe('one endpoint that is slow', () => {
  it('is given up alone, and holds nobody else up', async () => {
    endpoint.answering = (called, ...rest) => called.path !== '/slow' && answer(204)(called, ...rest);
    const slow = await Promise.all(Array.from({ length: 60 }, () => owner({ url: endpoint.url('/slow') })));
    const begun = performance.now();
    const sending = send([...slow, await owner()], 1_500);
    await eventually(() => expect(endpoint.at('/hook')).toHaveLength(1), { timeout: 1_400 });
    expect(performance.now() - begun).toBeLessThan(1_200);
    const outcomes = await sending;
    expect(outcomes.pop()).toMatchObject({ kind: 'sent' });
    expect(outcomes).toEqual(slow.map(() => ({ kind: 'unknown' })));
  });

  it('keeps nobody waiting for long once it has failed for an hour', { timeout: 15_000 }, async () => {
    endpoint.answering = () => {};
    const begun = performance.now();
    expect(await send([await owner({ failing: '61 minutes' })], 10_000)).toEqual([{ kind: 'unknown' }]);
    expect(performance.now() - begun).toBeLessThan(7_000);
  });

  it('and answers without an end is heard no longer than it takes', async () => {
    endpoint.answering = (_called, response) => {
      response.writeHead(200);
      const more = () => response.write('x'.repeat(65_536), (error) => error ?? setImmediate(more));
      more();
    };
    expect(await send([await owner()])).toMatchObject([{ kind: 'sent' }]);
  });
});

describe('who is called', () => {
  it('is called once, and not where it sends us on to', async () => {
    endpoint.answering = answer(302, { location: endpoint.url('/elsewhere') });
    expect(await send([await owner()])).toMatchObject([{ kind: 'retry', code: 'REDIRECT' }]);
    expect(endpoint.calls.map(({ path }) => path)).toEqual(['/hook']);
  });

  it('is nobody inside of our network, whatever is written in the database', async () => {
    for (const url of ['https://169.254.169.254/latest', 'https://127.0.0.1:1/', 'http://127.0.0.1:1/']) {
      expect(await send([await owner({ url })])).toMatchObject([
        { kind: 'reject', code: 'FORBIDDEN_ADDRESS' },
      ]);
    }
    expect(endpoint.calls).toEqual([]);
  });

  it('is nobody where nobody wants it any more', async () => {
    expect(await send([randomUUID(), 'meera@example.test'])).toEqual([
      { kind: 'nowhere', reason: 'NO_ADDRESS' },
      { kind: 'nowhere', reason: 'NO_ADDRESS' },
    ]);
  });

  it('recognises us by the last two secrets while they are being changed, and then by the new one', async () => {
    const [newer, older] = [newSecret(), newSecret()];
    await send([await owner({ secrets: [newer, older], rotated: '1 hour' })]);
    await send([await owner({ secrets: [newer, older], rotated: '-1 second' })]);
    const [during, after] = endpoint.calls;
    for (const secret of [newer, older]) new Webhook(secret).verify(during!.body, during!.headers);
    new Webhook(newer).verify(after!.body, after!.headers);
    expect(() => new Webhook(older).verify(after!.body, after!.headers)).toThrow('No matching signature');
  });

  it('recognises us by the new secret where the key of the old one is gone', async () => {
    const secret = newSecret();
    const userId = await owner({ secrets: [secret], rotated: '1 hour' });
    await database.query(`UPDATE webhook_endpoints SET secrets_sealed = secrets_sealed || 'lost:AAAA'::text`);
    expect(await send([userId])).toMatchObject([{ kind: 'sent' }]);
    const [call] = endpoint.calls;
    new Webhook(secret).verify(call!.body, call!.headers);
  });

  it('is not called unsigned where its secret cannot be opened', async () => {
    const userId = await owner();
    await database.query(`UPDATE webhook_endpoints SET secrets_sealed = '{lost:AAAA}'`);
    expect(await send([userId])).toMatchObject([{ kind: 'retry', code: 'CANNOT_SIGN' }]);
    expect(endpoint.calls).toEqual([]);
  });
});

describe('how an endpoint fares', () => {
  it('is noted when it begins to fail, and forgotten when it is well again', async () => {
    const userId = await owner();
    endpoint.answering = answer(500);
    await send([userId]);
    expect(await state()).toEqual({ failing: true, disabled: false, because: null });
    endpoint.answering = answer(200);
    await send([userId]);
    expect(await state()).toEqual({ failing: false, disabled: false, because: null });
  });

  it('is not written where it is no news', async () => {
    const version = () => database.query('SELECT xmin FROM webhook_endpoints');
    const userId = await owner();
    const before = await version();
    await send([userId]);
    expect(await version()).toEqual(before);
    endpoint.answering = answer(500);
    await send([userId]);
    const failing = await version();
    expect(failing).not.toEqual(before);
    await send([userId]);
    expect(await version()).toEqual(failing);
  });

  it.each<[string, string, boolean]>([
    ['is borne for days', '4 days 23 hours', false],
    ['is given up after five', '5 days 1 minute', true],
  ])('%s', async (_what, failing, disabled) => {
    endpoint.answering = answer(500);
    await send([await owner({ failing })]);
    expect(await state()).toEqual({ failing: true, disabled, because: disabled ? 'FAILING' : null });
  });

  it('that is silent is failing too', async () => {
    endpoint.answering = () => {};
    await send([await owner({ failing: '6 days' })], 300);
    expect(await state()).toMatchObject({ because: 'FAILING' });
  });

  it('that has gone is not called again', async () => {
    const userId = await owner();
    endpoint.answering = answer(410);
    expect(await send([userId])).toMatchObject([{ kind: 'reject', code: 'GONE' }]);
    expect(await state()).toEqual({ failing: true, disabled: true, because: 'GONE' });
    expect(await send([userId])).toEqual([{ kind: 'nowhere', reason: 'NO_ADDRESS' }]);
    expect(endpoint.calls).toHaveLength(1);
  });

  it('says nothing about the address that its owner has named meanwhile', async () => {
    const userId = await owner({ url: endpoint.url('/old') });
    endpoint.answering = (called, ...rest) => {
      void database
        .query('UPDATE webhook_endpoints SET url = $1', [endpoint.url('/new')])
        .then(() => answer(410)(called, ...rest));
    };
    await send([userId]);
    expect(await state()).toEqual({ failing: false, disabled: false, because: null });
  });

  it('is noted by several at once without a deadlock', async () => {
    const userIds = await Promise.all(Array.from({ length: 30 }, () => owner()));
    const rows = await database.query<{ id: string; url: string }>('SELECT id, url FROM webhook_endpoints');
    const news = rows.map((row) => ({
      endpoint: { ...row, failing: false, overdue: false },
      health: 'FAILING' as const,
    }));
    await Promise.all(
      Array.from({ length: 10 }, (_, i) => noteHealth(database, i % 2 ? news : news.toReversed())),
    );
    const failing = await database.query('SELECT 1 FROM webhook_endpoints WHERE failing_since IS NOT NULL');
    expect(failing).toHaveLength(userIds.length);
  });
});
