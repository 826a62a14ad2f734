import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import { eventually } from '../../../test/support/eventually.js';
import type { DeadLetter } from './list-dead.sql.js';
import { REDRIVE_SIZE } from './redrive.sql.js';

const PATH = '/api/admin/dead-letters';
const somebody = crypto.randomUUID();

let app: TestApp;
let admin: Awaited<ReturnType<TestApp['as']>>;

beforeAll(async () => {
  app = await startApp();
  admin = await app.as('admin@demo.munadi');
});
beforeEach(async () => {
  await app.sql('TRUNCATE attempts, deliveries, notifications, messages, sandbox_outbox');
});

interface Died {
  count?: number;
  channel?: string;
  status?: string;
  provider?: string;
  errorCode?: string;
  type?: string;
  ago?: string;
}

/** A message whose deliveries were given up after one attempt; answers its id. */
async function died(died: Died = {}): Promise<string> {
  const { count = 1, channel = 'EMAIL', status = 'FAILED', provider = 'smtp' } = died;
  const { errorCode = 'SMTP_550', type = 'GENERIC', ago = '1 minute' } = died;
  const [row] = await app.sql<{ id: string }>(
    `WITH said AS (
       INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state, content)
       VALUES ($1, 'EVENT', '{}', ARRAY[$2::channel], 'HIGH', 'important', 'BROADCAST', 'COMPLETED', '{"message":"Hello"}')
       RETURNING id
     ), noted AS (
       INSERT INTO notifications (message_id, user_id)
       SELECT said.id, users.id FROM said, (SELECT id FROM users WHERE email IS NOT NULL LIMIT $3) AS users RETURNING message_id, id
     ), failed AS (
       INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, ready_at, due_at, attempt, tries,
                               provider, error_code, error)
       SELECT message_id, id, $2::channel, 'important', $4::delivery_status, 0, now() - $5::interval,
              now() - $5::interval, 1, 1, $6, $7, 'it said no' FROM noted RETURNING *
     )
     INSERT INTO attempts (message_id, delivery_id, number, provider, outcome, started_at)
     SELECT message_id, id, 1, provider, 'REJECTED', now() FROM failed RETURNING message_id AS id`,
    [type, channel, count, status, ago, provider, errorCode],
  );
  return row?.id ?? '';
}

const listed = async (query = '') => (await admin.get<DeadLetter[]>(`${PATH}?${query}`)).body;
const redriven = async (wish: object) =>
  (await admin.post<{ redrivenCount: number }>(`${PATH}/redrive`, wish)).body.redrivenCount;
const statuses = async (messageId: string) => {
  const rows = await app.sql<{ status: string }>('SELECT status FROM deliveries WHERE message_id = $1', [
    messageId,
  ]);
  return rows.map(({ status }) => status);
};

describe('the list', () => {
  it('says what failed, why, and where it would go', async () => {
    const messageId = await died();
    const [letter] = await listed();
    expect(letter).toEqual({
      id: letter?.id,
      messageId,
      notificationId: letter?.notificationId,
      channel: 'EMAIL',
      status: 'FAILED',
      provider: 'smtp',
      errorCode: 'SMTP_550',
      error: 'it said no',
      attempts: 1,
      failedAt: letter?.failedAt,
      type: 'GENERIC',
      lane: 'important',
      to: expect.stringContaining('@demo.munadi') as string,
    });
  });

  it('goes on where the page before ended, newest first', async () => {
    // All at the same moment, so that only their ids tell them apart.
    await died({ count: 5 });
    const newest = await died({ ago: '1 second' });
    const seen: DeadLetter[] = [];
    let next: string | undefined = `${PATH}?limit=2`;
    while (next) {
      const { body, headers }: { body: DeadLetter[]; headers: Headers } = await admin.get<DeadLetter[]>(next);
      seen.push(...body);
      next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(6);
    expect(seen[0]?.messageId).toBe(newest);
  });

  it.each<[string, Died, string]>([
    ['channel', { channel: 'SMS' }, 'channel=sms'],
    ['provider', { provider: 'twilio' }, 'provider=twilio'],
    ['error code', { errorCode: 'LOST' }, 'errorCode=LOST'],
    ['status', { status: 'UNKNOWN' }, 'status=UNKNOWN'],
    ['type', { type: 'PAYMENT_DUE' }, 'type=PAYMENT_DUE'],
    ['time', { ago: '2 days' }, `to=${new Date(Date.now() - 86_400_000).toISOString()}`],
  ])('is narrowed by %s', async (_name, other, query) => {
    await died();
    const wanted = await died(other);
    expect((await listed(query)).map(({ messageId }) => messageId)).toEqual([wanted]);
  });

  it('leaves out what is older than a week', async () => {
    await died({ ago: '8 days' });
    expect(await listed()).toEqual([]);
    expect(await redriven({ all: true })).toBe(0);
  });

  it('is for admins', async () => {
    const member = await app.as('community-head@demo.munadi');
    expect((await member.get(PATH)).status).toBe(403);
    expect((await member.post(`${PATH}/redrive`, { all: true })).status).toBe(403);
  });
});

describe('sending again', () => {
  it('delivers, and goes on counting the attempts', async () => {
    const messageId = await died();
    const [letter] = await listed();
    const { status, body } = await admin.post(`${PATH}/redrive`, { ids: [letter?.id] });
    expect([status, body]).toEqual([202, { success: true, redrivenCount: 1, remainingCount: 0 }]);
    await eventually(async () => expect(await statuses(messageId)).toEqual(['SENT']));
    const attempts = await app.sql('SELECT number, provider, outcome FROM attempts ORDER BY number');
    expect(attempts).toEqual([
      { number: 1, provider: 'smtp', outcome: 'REJECTED' },
      { number: 2, provider: 'sandbox', outcome: 'SENT' },
    ]);
    expect(await listed()).toEqual([]);
  });

  it('takes what a filter chooses, and no more', async () => {
    const wanted = await died({ count: 3, errorCode: 'SMTP_421' });
    const other = await died();
    expect(await redriven({ filter: { errorCode: 'SMTP_421', channel: 'email' } })).toBe(3);
    await eventually(async () => expect(await statuses(wanted)).toEqual(['SENT', 'SENT', 'SENT']));
    expect(await statuses(other)).toEqual(['FAILED']);
  });

  it('takes what may have arrived only where that is said', async () => {
    const parked = await died({ channel: 'SMS', status: 'UNKNOWN', errorCode: 'LOST' });
    expect(await redriven({ filter: { channel: 'SMS' } })).toBe(0);
    expect(await redriven({ all: true })).toBe(0);
    expect(await redriven({ filter: { channel: 'SMS', status: 'UNKNOWN' } })).toBe(1);
    await eventually(async () => expect(await statuses(parked)).toEqual(['SENT']));
  });

  it('asked several times at once takes each once', async () => {
    const messageId = await died({ count: 40 });
    const counts = await Promise.all(Array.from({ length: 4 }, () => redriven({ all: true })));
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(40);
    await eventually(async () => expect(new Set(await statuses(messageId))).toEqual(new Set(['SENT'])));
    expect(await app.sql('SELECT FROM sandbox_outbox')).toHaveLength(40);
  });

  it('takes more than one statement does', async () => {
    const messageId = await died();
    await app.sql("UPDATE messages SET state = 'CANCELLED'");
    await app.sql(
      `INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, ready_at, due_at)
       SELECT $1, gen_random_uuid(), 'EMAIL', 'bulk', 'FAILED', number, now(), now() - interval '1 hour'
         FROM generate_series(1, $2) AS number`,
      [messageId, REDRIVE_SIZE + 100],
    );
    expect(await redriven({ filter: { messageId } })).toBe(REDRIVE_SIZE + 101);
  });

  it.each<[string, string, string]>([
    ['read', 'UPDATE notifications SET read_at = now() WHERE message_id = $1', 'CANCELLED'],
    ['cancelled', "UPDATE messages SET state = 'CANCELLED' WHERE id = $1", 'CANCELLED'],
    ['expired', 'UPDATE messages SET expires_at = now() WHERE id = $1', 'SUPPRESSED'],
    [
      'unsubscribed from',
      `INSERT INTO suppressions (channel, address, reason)
       SELECT 'EMAIL', email, 'UNSUBSCRIBED' FROM notifications JOIN users ON users.id = user_id WHERE message_id = $1`,
      'SUPPRESSED',
    ],
  ])('does not deliver what was %s meanwhile', async (_name, happened, status) => {
    const messageId = await died();
    await app.sql(happened, [messageId]);
    expect(await redriven({ all: true })).toBe(1);
    await eventually(async () => expect(await statuses(messageId)).toEqual([status]));
    expect(await app.sql('SELECT FROM sandbox_outbox')).toEqual([]);
    await app.sql('TRUNCATE suppressions');
  });
});

describe('what is not right is refused', () => {
  it.each([
    'limit=0',
    'limit=101',
    'channel=PIGEON',
    'status=SENT',
    'type=NONE',
    'from=yesterday',
    'to=2026-13-01',
    'to=2026-11-21',
    'from=-200000-01-01T00:00:00Z',
    'messageId=1',
    `cursor=${somebody}`,
    'cursor=1_2',
    'provider=a%20b',
    'errorCode=%00',
    'colour=red',
  ])('in the list: %s', async (query) => {
    expect((await admin.get(`${PATH}?${query}`)).status).toBe(400);
  });

  it.each<[string, unknown]>([
    ['nothing at all', {}],
    ['no ids', { ids: [] }],
    ['what is no id', { ids: ['1'] }],
    ['too many ids', { ids: Array<string>(1_001).fill(somebody) }],
    ['an empty filter', { filter: {} }],
    ['a filter that is a list', { filter: [{ channel: 'SMS' }] }],
    ['a filter that is a word', { filter: 'SMS' }],
    ['an unknown channel', { filter: { channel: 'PIGEON' } }],
    ['an unknown field', { filter: { colour: 'red' } }],
    ['a status that is not dead', { filter: { status: 'SENT' } }],
    ['a moment before all calendars', { filter: { from: '-200000-01-01T00:00:00Z' } }],
    ['a moment that is none', { filter: { to: true } }],
    ['all that is not all', { all: false }],
    ['two of them', { ids: [somebody], all: true }],
  ])('to send again: %s', async (_name, wish) => {
    const { status, headers } = await admin.post(`${PATH}/redrive`, wish);
    expect([status, headers.get('content-type')]).toEqual([400, expect.stringContaining('problem+json')]);
  });

  it('and what is not there is nothing', async () => {
    expect(await redriven({ ids: [somebody] })).toBe(0);
  });
});
