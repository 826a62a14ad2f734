import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/support/database.js';
import { Delivering } from '../../test/support/delivering.js';
import type { Channel } from '../notifications/vocabulary.js';
import { Database } from '../platform/database/database.js';
import type { Outcome, Provider } from './channels/provider.js';
import { promoteDue } from './promote.sql.js';
import { reapLost } from './reap.sql.js';

let database: Database;
let messageId: string;

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
});
afterAll(() => database.onApplicationShutdown());
beforeEach(async () => {
  await database.query('TRUNCATE attempts, deliveries, notifications, messages, provider_states');
  const [row] = await database.query<{ id: string }>(
    `WITH said AS (
       INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state, content)
       VALUES ('GENERIC', 'EVENT', '{}', '{EMAIL}', 'HIGH', 'important', 'BROADCAST', 'COMPLETED', '{"message":"Hello"}')
       RETURNING id
     ), reader AS (
       INSERT INTO users (name, email) VALUES ('Somebody', gen_random_uuid() || '@example.test') RETURNING id
     ), noted AS (
       INSERT INTO notifications (message_id, user_id) SELECT said.id, reader.id FROM said, reader RETURNING message_id, id
     )
     INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, ready_at, due_at)
     SELECT message_id, id, 'EMAIL', 'important', 'PENDING', 0, now(), now() FROM noted RETURNING message_id AS id`,
  );
  messageId = row?.id ?? '';
});

const PRICES = new Map([
  ['EMAIL', 100],
  ['EMAIL/second', 300],
]);

const provider = (name: string, outcome: Outcome): Provider => ({
  name,
  channels: ['EMAIL'],
  configured: true,
  send: (batch) => Promise.resolve(batch.map(() => outcome)),
});
const busy: Outcome = { kind: 'retry', code: 'SMTP_451', error: 'try later' };
const refused: Outcome = { kind: 'reject', code: 'SMTP_550', error: 'no such user' };
const sent: Outcome = { kind: 'sent', providerMessageId: 'x' };

/** Goes by these providers, not waiting for any retry, until nothing more becomes due. */
async function goBy(...providers: Provider[]): Promise<void> {
  const costs = { currency: 'USD', prices: PRICES };
  const { deliverer } = await Delivering.by(database, providers, { costs });
  do {
    await deliverer.deliver({ messageId, batch: 0 });
    await database.query("UPDATE deliveries SET due_at = now() WHERE status = 'RETRYING'");
  } while ((await promoteDue(database)).length > 0);
}

const outcome = async () => {
  const [delivery] = await database.query('SELECT status, provider, attempt, error_code FROM deliveries');
  const attempts = await database.query<{ provider: string; outcome: string }>(
    'SELECT provider, outcome FROM attempts ORDER BY number',
  );
  return { ...delivery, attempts: attempts.map((each) => `${each.provider} ${each.outcome}`) };
};

describe('a channel with two providers', () => {
  it('goes by the second when the first has failed after all its retries', async () => {
    await goBy(provider('first', busy), provider('second', sent));
    expect(await outcome()).toEqual({
      status: 'SENT',
      provider: 'second',
      attempt: 5,
      error_code: null,
      attempts: ['first RETRY', 'first RETRY', 'first RETRY', 'first RETRY', 'second SENT'],
    });
  });

  it('is given up when both have failed after all their retries', async () => {
    await goBy(provider('first', busy), provider('second', busy));
    expect(await outcome()).toMatchObject({ status: 'FAILED', provider: 'second', error_code: 'SMTP_451' });
    expect((await outcome()).attempts).toEqual([
      ...Array<string>(4).fill('first RETRY'),
      ...Array<string>(3).fill('second RETRY'),
      'second REJECTED',
    ]);
  });

  it('retries nothing, and asks nobody else, where the address is refused for good', async () => {
    await goBy(provider('first', refused), provider('second', sent));
    expect(await outcome()).toMatchObject({ status: 'FAILED', attempts: ['first REJECTED'] });
  });

  it('records what the one has sent, also where the other one breaks', async () => {
    await database.query(
      `WITH reader AS (
         INSERT INTO users (name, email) VALUES ('Another', gen_random_uuid() || '@example.test') RETURNING id
       ), noted AS (
         INSERT INTO notifications (message_id, user_id) SELECT $1, id FROM reader RETURNING message_id, id
       )
       INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, ready_at, due_at, provider)
       SELECT message_id, id, 'EMAIL', 'important', 'PENDING', 0, now(), now(), 'second' FROM noted`,
      [messageId],
    );
    const broken = provider('first', sent);
    broken.send = () => Promise.reject(new Error('It breaks.'));
    await goBy(broken, provider('second', sent));
    expect(await database.query('SELECT status, provider FROM deliveries ORDER BY status')).toEqual([
      { status: 'SENDING', provider: null },
      { status: 'SENT', provider: 'second' },
    ]);
  });

  it('stays with the second when that one fails for a while', async () => {
    const answers = [busy, sent];
    const second = provider('second', sent);
    second.send = (batch) => Promise.resolve(batch.map(() => answers.shift() ?? sent));
    await goBy(provider('first', busy), second);
    expect((await outcome()).attempts.slice(4)).toEqual(['second RETRY', 'second SENT']);
  });
});

it('a name that is too long for an index costs nobody the outcome', async () => {
  const endless = randomBytes(10_000).toString('base64url');
  await goBy(provider('one', { kind: 'sent', providerMessageId: endless }));
  const [row] = await database.query('SELECT status, provider_message_id FROM deliveries');
  expect(row).toEqual({ status: 'SENT', provider_message_id: endless.slice(0, 500) });
});

describe('where a provider gives no answer', () => {
  const silent = provider('first', { kind: 'unknown' });
  const delivery = async () => (await database.query('SELECT status, error_code, error FROM deliveries'))[0];
  const by = async (channel: Channel) => {
    await database.query('UPDATE messages SET channels = ARRAY[$1]::channel[]', [channel]);
    await database.query('UPDATE deliveries SET channel = $1', [channel]);
    await goBy({ ...silent, channels: [channel] });
  };

  it.each<[Channel, string]>([
    ['WEBHOOK', "INSERT INTO webhook_endpoints (user_id, url) SELECT id, 'https://example.test' FROM users"],
    [
      'PUSH',
      `INSERT INTO devices (user_id, platform, service, token_sealed, token_hash)
       SELECT id, 'IOS', 'fcm', '', uuid_send(id) FROM users`,
    ],
  ])('%s is retried, because twice does no harm, and tells why it failed', async (channel, reachable) => {
    await database.query(`${reachable} ORDER BY id DESC LIMIT 1`);
    await by(channel);
    expect(await delivery()).toEqual({
      status: 'FAILED',
      error_code: 'NO_ANSWER',
      error: 'It gave no answer in time, or none to the end.',
    });
    expect((await outcome()).attempts).toEqual([...Array<string>(3).fill('first RETRY'), 'first REJECTED']);
  });

  it('an email waits for the end of its lease', async () => {
    await by('EMAIL');
    expect(await delivery()).toEqual({ status: 'SENDING', error_code: null, error: null });
  });
});

it('who was not asked yet is waited for, whatever the other service of a push says', async () => {
  await database.query(
    `INSERT INTO devices (user_id, platform, service, token_sealed, token_hash)
     SELECT id, 'IOS', 'fcm', '', uuid_send(id) FROM users ORDER BY id DESC LIMIT 1`,
  );
  await database.query("UPDATE messages SET channels = '{PUSH}'");
  await database.query("UPDATE deliveries SET channel = 'PUSH'");
  const answers = Array.from({ length: 6 }, (): Outcome => ({ kind: 'held' }));
  const phones: Provider = { ...provider('phones', sent), channels: ['PUSH'] };
  phones.send = (batch) => Promise.resolve(batch.map(() => answers.shift() ?? sent));
  await goBy(phones, { ...provider('browsers', busy), channels: ['PUSH'] });
  expect(await outcome()).toMatchObject({ status: 'SENT', provider: 'phones' });
});

describe('what a delivery has cost', () => {
  const cost = async () => (await database.query('SELECT cost FROM deliveries'))[0];

  it.each<[string, Provider[], number | null]>([
    ['is the price of the channel', [provider('first', sent)], 100],
    ['is the price of the provider that took it', [provider('first', busy), provider('second', sent)], 300],
    ['is what the provider says', [provider('first', { ...sent, cost: 77 })], 77],
    ['is nothing where it was refused', [provider('first', refused)], null],
    [
      'is not known as long as nobody knows whether it was sent',
      [provider('first', { kind: 'unknown' })],
      null,
    ],
  ])('%s', async (_what, providers, expected) => {
    await goBy(...providers);
    expect(await cost()).toEqual({ cost: expected });
  });

  it('stays nothing when its worker is given up', async () => {
    await goBy(provider('first', { kind: 'unknown' }));
    await database.query("UPDATE deliveries SET lease_until = now() - interval '1 second', channel = 'SMS'");
    await reapLost(database);
    const [row] = await database.query('SELECT status, cost FROM deliveries');
    expect(row).toEqual({ status: 'UNKNOWN', cost: null });
  });
});

describe('a step of an escalation that has failed', () => {
  const states = () => database.query('SELECT channel, status FROM deliveries ORDER BY channel');
  /** An SMS follows it in an hour. */
  beforeEach(async () => {
    await database.query(
      `UPDATE messages SET strategy = 'ESCALATION', channels = '{EMAIL,SMS}', timings = '[{"name":"default","delays":[60,3600]}]'`,
    );
    await database.query(`UPDATE users SET phone = '+15550100001'`);
    await database.query(
      `INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, ready_at, due_at)
       SELECT message_id, notification_id, 'SMS', lane, 'SCHEDULED', 0, at, at
         FROM deliveries, (SELECT now() + interval '1 hour' AS at) AS later`,
    );
  });

  it('lets the next one go at once', async () => {
    const answers = [refused, sent];
    const one = provider('one', sent);
    one.send = (batch) => Promise.resolve(batch.map(() => answers.shift() ?? sent));
    await goBy(one);
    expect(await states()).toEqual([
      { channel: 'EMAIL', status: 'FAILED' },
      { channel: 'SMS', status: 'SENT' },
    ]);
  });

  it('leaves the next one to its time where it was sent', async () => {
    await goBy(provider('one', sent));
    expect(await states()).toEqual([
      { channel: 'EMAIL', status: 'SENT' },
      { channel: 'SMS', status: 'SCHEDULED' },
    ]);
  });
});
