import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/support/database.js';
import type { Channel } from '../notifications/vocabulary.js';
import { Database } from '../platform/database/database.js';
import { claimDue, type Claimed } from './claim.sql.js';
import { findMessage } from './find-message.sql.js';
import { decideFinish, type Finish } from './finish.js';
import { finishBatch, type Finished } from './finish.sql.js';
import { promoteDue, rememberForgotten } from './promote.sql.js';
import { reapLost } from './reap.sql.js';

let database: Database;
let messageId: string;

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
});
afterAll(() => database.onApplicationShutdown());
beforeEach(async () => {
  await database.query('TRUNCATE deliveries, notifications, messages');
  const [row] = await database.query<{ id: string }>(
    `INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state)
     VALUES ('GENERIC', 'EVENT', '{}', '{EMAIL}', 'HIGH', 'important', 'BROADCAST', 'COMPLETED') RETURNING id`,
  );
  messageId = row?.id ?? '';
});

/** Deliveries to as many people, due since a second. */
async function due(count: number, channel: Channel = 'EMAIL', status = 'PENDING'): Promise<void> {
  await database.query(
    `WITH people AS (
       INSERT INTO users (name, email) SELECT 'Somebody', gen_random_uuid() || '@example.test' FROM generate_series(1, $2) RETURNING id
     ), noted AS (
       INSERT INTO notifications (message_id, user_id) SELECT $1, id FROM people RETURNING id
     )
     INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, ready_at, due_at)
     SELECT $1, id, $3::channel, 'important', $4::delivery_status, 0, now(), now() - interval '1 second' FROM noted`,
    [messageId, count, channel, status],
  );
}

const statuses = async () => {
  const rows = await database.query<{ status: string }>(
    'SELECT status FROM deliveries WHERE message_id = $1 ORDER BY status',
    [messageId],
  );
  return rows.map(({ status }) => status);
};

const expireLeases = () =>
  database.query("UPDATE deliveries SET lease_until = now() - interval '1 second' WHERE message_id = $1", [
    messageId,
  ]);

/** In the batch that a delivery is in now, which is another one after its worker was lost. */
async function claim(token = randomUUID()): Promise<Claimed[]> {
  const message = await findMessage(database, messageId);
  if (!message) throw new Error('There is no message.');
  const rows = await database.query<{ batch: number }>(
    'SELECT DISTINCT batch FROM deliveries WHERE message_id = $1',
    [messageId],
  );
  const claims = await Promise.all(rows.map(({ batch }) => claimDue(database, message, batch, token)));
  return claims.flatMap(({ claimed }) => claimed);
}

const by = (provider: string, delivery: Claimed | undefined, finish: Finish): Finished => {
  if (!delivery) throw new Error('Nothing was claimed.');
  return { delivery, provider, finish };
};
const sent = (delivery: Claimed | undefined) =>
  by('sandbox', delivery, decideFinish({ kind: 'sent' }, { tries: 0, retryDelaysMs: [] }));

describe('claiming', () => {
  it('gives each delivery to one of many workers', async () => {
    await due(200);
    const claims = await Promise.all(Array.from({ length: 8 }, () => claim()));
    const ids = claims.flat().map(({ id }) => id);
    expect(ids).toHaveLength(200);
    expect(new Set(ids).size).toBe(200);
  });

  it('brings the address that the person has now', async () => {
    await due(1);
    await database.query(
      "UPDATE users SET email = 'moved@example.test' WHERE id = (SELECT user_id FROM notifications WHERE message_id = $1)",
      [messageId],
    );
    const [claimed] = await claim();
    expect(claimed).toMatchObject({ to: 'moved@example.test', channel: 'EMAIL', attempt: 1, locale: 'en' });
  });

  it('holds back what makes a sound in quiet hours, but nothing critical', async () => {
    const quiet = () =>
      database.query(
        `INSERT INTO preferences (user_id, quiet_start, quiet_end)
         SELECT user_id, (now() AT TIME ZONE 'UTC' - interval '1 hour')::time, (now() AT TIME ZONE 'UTC' + interval '1 hour')::time
           FROM notifications WHERE message_id = $1`,
        [messageId],
      );
    await due(1, 'SMS');
    await quiet();
    expect(await claim()).toEqual([]);
    const [held] = await database.query<{ status: string; attempt: number; waits: boolean }>(
      "SELECT status, attempt, due_at > now() + interval '50 minutes' AS waits FROM deliveries WHERE message_id = $1",
      [messageId],
    );
    expect(held).toEqual({ status: 'SCHEDULED', attempt: 0, waits: true });

    await database.query("UPDATE messages SET priority = 'CRITICAL' WHERE id = $1", [messageId]);
    await database.query("UPDATE deliveries SET status = 'PENDING' WHERE message_id = $1", [messageId]);
    expect(await claim()).toHaveLength(1);
  });

  it.each<[string, string, { status: string; reason: string | null }]>([
    ['was cancelled', "state = 'CANCELLED'", { status: 'CANCELLED', reason: null }],
    ['has expired', 'expires_at = now()', { status: 'SUPPRESSED', reason: 'EXPIRED' }],
  ])('ends what %s as a message', async (_name, change, ended) => {
    await due(1);
    await database.query(`UPDATE messages SET ${change} WHERE id = $1`, [messageId]);
    expect(await claim()).toEqual([]);
    const rows = await database.query('SELECT status, reason FROM deliveries WHERE message_id = $1', [
      messageId,
    ]);
    expect(rows).toEqual([ended]);
  });

  it('does not take what was cancelled', async () => {
    await due(1, 'EMAIL', 'CANCELLED');
    expect(await claim()).toEqual([]);
  });
});

describe('finishing', () => {
  it('records the outcome and the attempt', async () => {
    await due(2);
    const token = randomUUID();
    const [one, two] = await claim(token);
    const refused = decideFinish(
      { kind: 'reject', code: 'SMTP_550', error: 'no such user' },
      { tries: 0, retryDelaysMs: [1_000] },
    );
    await finishBatch(database, token, 12, [sent(one), by('smtp', two, refused)]);
    expect(await statuses()).toEqual(['SENT', 'FAILED']);
    const attempts = await database.query(
      'SELECT provider, outcome, error_code FROM attempts WHERE message_id = $1 ORDER BY provider',
      [messageId],
    );
    expect(attempts).toEqual([
      { provider: 'sandbox', outcome: 'SENT', error_code: null },
      { provider: 'smtp', outcome: 'REJECTED', error_code: 'SMTP_550' },
    ]);
  });

  it('changes nothing for a worker whose lease was taken over', async () => {
    await due(1);
    const late = randomUUID();
    const [claimed] = await claim(late);
    await expireLeases();
    await reapLost(database);
    await claim();
    expect(await finishBatch(database, late, 1, [sent(claimed)])).toMatchObject({ count: 0 });
    expect(await statuses()).toEqual(['SENDING']);
  });
});

describe('retrying', () => {
  it('waits for its time and then goes again', async () => {
    await due(1);
    const token = randomUUID();
    const [claimed] = await claim(token);
    const later = decideFinish(
      { kind: 'retry', code: 'SMTP_451', error: 'busy' },
      { tries: 0, retryDelaysMs: [300] },
    );
    await finishBatch(database, token, 1, [by('smtp', claimed, later)]);
    expect(await statuses()).toEqual(['RETRYING']);
    expect(await promoteDue(database)).toEqual([]);
    await database.query('UPDATE deliveries SET due_at = now() WHERE message_id = $1', [messageId]);
    expect(await promoteDue(database)).toEqual([{ lane: 'important', messageId, batch: 0 }]);
    expect((await claim())[0]).toMatchObject({
      attempt: 2,
    });
  });
});

describe('what was read', () => {
  const read = () =>
    database.query('UPDATE notifications SET read_at = now() WHERE message_id = $1', [messageId]);

  it('while it was being sent is not sent again', async () => {
    await due(1);
    const token = randomUUID();
    const [claimed] = await claim(token);
    await read();
    const later = decideFinish(
      { kind: 'retry', code: 'SMTP_451', error: 'busy' },
      { tries: 0, retryDelaysMs: [0] },
    );
    await finishBatch(database, token, 1, [by('smtp', claimed, later)]);
    await promoteDue(database);
    expect(await claim()).toEqual([]);
    expect(await statuses()).toEqual(['CANCELLED']);
  });

  it('before its worker was lost is not sent again', async () => {
    await due(1, 'IN_APP');
    await claim();
    await read();
    await expireLeases();
    await reapLost(database);
    expect(await claim()).toEqual([]);
    expect(await statuses()).toEqual(['CANCELLED']);
  });
});

describe('a worker that never came back', () => {
  async function lost(channel: Channel): Promise<string[]> {
    await claim();
    await expireLeases();
    await reapLost(database);
    const rows = await database.query<{ status: string }>(
      'SELECT status FROM deliveries WHERE message_id = $1 AND channel = $2',
      [messageId, channel],
    );
    return rows.map(({ status }) => status);
  }

  it('leaves nothing alone that is still leased', async () => {
    await due(1);
    await claim();
    expect(await reapLost(database)).toEqual([]);
    expect(await statuses()).toEqual(['SENDING']);
  });

  it('has its app notifications sent again', async () => {
    await due(1, 'IN_APP');
    expect(await lost('IN_APP')).toEqual(['PENDING']);
  });

  it('has its emails sent once more, and no more than that', async () => {
    await due(1);
    expect(await lost('EMAIL')).toEqual(['PENDING']);
    expect(await lost('EMAIL')).toEqual(['UNKNOWN']);
  });

  it('has its SMS parked', async () => {
    await due(1, 'SMS');
    expect(await lost('SMS')).toEqual(['UNKNOWN']);
  });

  it('is given up on when the delivery takes every worker down', async () => {
    await due(1, 'IN_APP');
    for (let times = 1; times < 4; times++) expect(await lost('IN_APP')).toEqual(['PENDING']);
    expect(await lost('IN_APP')).toEqual(['FAILED']);
  });
});

describe('a lost hint', () => {
  it('is made again, once, for what waits longer than any hint in the lane', async () => {
    await due(3);
    expect(await rememberForgotten(database, 'important', 60_000)).toEqual([]);
    expect(await rememberForgotten(database, 'critical', 500)).toEqual([]);
    expect(await rememberForgotten(database, 'important', 500)).toEqual([
      { lane: 'important', messageId, batch: 0, count: 3, nearlyLateMs: null },
    ]);
    expect(await rememberForgotten(database, 'important', 500)).toEqual([]);
  });

  it('is made again for what is nearly late, although its hint may still be there', async () => {
    await due(2);
    const waited = (minutes: number) =>
      database.query(
        "UPDATE deliveries SET ready_at = now() - $1 * interval '1 minute', due_at = now() - $1 * interval '1 minute'",
        [minutes],
      );
    const hour = 60 * 60_000;
    await waited(23);
    expect(await rememberForgotten(database, 'important', hour)).toEqual([]);
    await waited(25);
    const [found] = await rememberForgotten(database, 'important', hour);
    expect(found?.nearlyLateMs).toBeCloseTo(25 * 60_000, -4);
    expect(await rememberForgotten(database, 'important', hour)).toEqual([]);
  });
});

describe('what its reader no longer wants', () => {
  it.each<[string, string, string]>([
    [
      'the channel',
      'INSERT INTO preferences (user_id, email) SELECT user_id, false FROM noted',
      'PREFERENCE_OFF',
    ],
    [
      'the address',
      `INSERT INTO suppressions (channel, address, reason)
       SELECT 'EMAIL', email, 'UNSUBSCRIBED' FROM noted JOIN users ON users.id = noted.user_id`,
      'UNSUBSCRIBED',
    ],
  ])('by %s is not sent any more', async (_name, optOut, reason) => {
    await due(1);
    await database.query(
      `WITH noted AS (SELECT user_id FROM notifications WHERE message_id = $1) ${optOut}`,
      [messageId],
    );
    expect(await claim()).toEqual([]);
    const rows = await database.query('SELECT status, reason FROM deliveries WHERE message_id = $1', [
      messageId,
    ]);
    expect(rows).toEqual([{ status: 'SUPPRESSED', reason }]);
  });

  it('because they are gone has nowhere to go', async () => {
    await due(1, 'IN_APP');
    await database.query(
      'UPDATE users SET erased_at = now() WHERE id = (SELECT user_id FROM notifications WHERE message_id = $1)',
      [messageId],
    );
    expect((await claim())[0]).toMatchObject({
      to: null,
    });
  });
});

it('a crowd in one lane does not hold up another', async () => {
  await due(6_000, 'EMAIL', 'RETRYING');
  await database.query(
    "UPDATE deliveries SET lane = 'bulk', due_at = now() - interval '1 hour' WHERE message_id = $1",
    [messageId],
  );
  await due(1, 'SMS', 'RETRYING');
  await database.query(
    "UPDATE deliveries SET lane = 'critical', batch = 7 WHERE message_id = $1 AND channel = 'SMS'",
    [messageId],
  );
  expect(await promoteDue(database)).toContainEqual({ lane: 'critical', messageId, batch: 7 });
});
