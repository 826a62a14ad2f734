import { Client } from 'pg';
import { beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import { testDatabase } from '../../../test/support/database.js';
import { eventually } from '../../../test/support/eventually.js';
import type { Problem } from '../../platform/http/problem.js';
import { decideAllowance } from '../planning/sender-rate.sql.js';

const LIMIT = 5;
const SENDER = 'family-head@demo.munadi';

let app: TestApp;
/** The same sender at two replicas. */
let sender: [Caller, Caller];

let url: string;

beforeAll(async () => {
  ({ url } = await testDatabase());
  const environment = {
    DATABASE_URL: url,
    MUNADI_ROLE: 'api',
    RATE_SENDER_PER_HOUR: String(LIMIT),
  };
  app = await startApp(environment);
  const other = await startApp(environment);
  sender = [await app.as(SENDER), await other.as(SENDER)];
});
beforeEach(() => app.sql('TRUNCATE messages, notifications, deliveries'));

const send = (caller = sender[0], over: object = {}) =>
  caller.post<Problem>('/api/notifications', {
    type: 'ANNOUNCEMENT',
    channel: 'IN_APP',
    message: 'Tea at five',
    targetRole: 'MEMBER',
    ...over,
  });
const sendAll = async (count: number) => {
  for (let sent = 0; sent < count; sent++) expect((await send()).status).toBe(202);
};
const count = async () => (await app.sql<{ n: number }>('SELECT count(*)::int AS n FROM messages'))[0]?.n;
const limits = (headers: Headers) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('ratelimit')));

describe('what one sender sends within an hour', () => {
  it('is not more than is allowed, also where it is asked for all at once and by two replicas', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => send(sender[n % 2])));
    const statuses = answers.map(({ status }) => status).toSorted((one, other) => one - other);
    expect(statuses).toEqual([...Array<number>(LIMIT).fill(202), ...Array<number>(20 - LIMIT).fill(429)]);
    expect(await count()).toBe(LIMIT);
    const left = answers.flatMap(({ status, headers }) =>
      status === 202 ? headers.get('ratelimit-remaining') : [],
    );
    expect(new Set(left)).toEqual(new Set(['0', '1', '2', '3', '4']));
  });

  it('goes out also where taking it in meets somebody in a deadlock', async () => {
    const meeting = new Client({ connectionString: url });
    await meeting.connect();
    // Of the two it is not the one that is given up.
    await meeting.query("SET deadlock_timeout = '10s'");
    await meeting.query("BEGIN; SELECT pg_advisory_xact_lock(hashtext('munadi.audit'))");
    const answer = send();
    await eventually(async () =>
      expect(
        await app.sql(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        ),
      ).toHaveLength(1),
    );
    await meeting.query(
      `SELECT pg_advisory_xact_lock(hashtextextended('munadi.sender.' || id, 0)) FROM users WHERE email = $1`,
      [SENDER],
    );
    await meeting.end();
    expect((await answer).status).toBe(202);
    expect(await count()).toBe(1);
  });

  it('holds up no emergency', async () => {
    const head = await app.as('community-head@demo.munadi');
    const audience = { include: [{ role: 'FAMILY_HEAD' }] };
    for (let sent = 0; sent < LIMIT; sent++) await send(head, { targetRole: undefined, audience });
    expect((await send(head, { targetRole: undefined, audience })).status).toBe(429);
    const alarm = { type: 'EMERGENCY_ALERT', message: 'Leave the hall', audience };
    const { body } = await head.post<{ confirmation: { token: string } }>('/api/audiences/preview', alarm);
    const { status } = await head.post('/api/notifications', {
      ...alarm,
      confirmation: body.confirmation.token,
    });
    expect(status).toBe(202);
  });

  it('says what is left, and refuses with when it goes on', async () => {
    const first = await send();
    expect(limits(first.headers)).toEqual({
      ratelimit: '"sender";r=4;t=3600',
      'ratelimit-policy': '"sender";q=5;w=3600',
      'ratelimit-limit': '5',
      'ratelimit-remaining': '4',
      'ratelimit-reset': '3600',
    });
    await sendAll(LIMIT - 1);
    const { status, headers, body } = await send();
    expect(status).toBe(429);
    expect(body).toMatchObject({ type: 'urn:munadi:problem:too-many', status: 429 });
    expect(body.detail).toContain('You have sent 5 messages within an hour, and 5 are allowed.');
    const wait = Number(headers.get('retry-after'));
    expect(wait).toBeGreaterThan(3_500);
    expect(limits(headers)).toMatchObject({
      ratelimit: `"sender";r=0;t=${wait}`,
      'ratelimit-remaining': '0',
      'ratelimit-reset': String(wait),
    });
  });

  it('is the sender’s own, and occurrences of schedules are none of it', async () => {
    await sendAll(LIMIT);
    const admin = await app.as('admin@demo.munadi');
    expect((await send(admin, { targetRole: 'FAMILY_HEAD' })).status).toBe(202);
    await app.sql(
      'UPDATE messages SET schedule_id = uuidv7() WHERE id = (SELECT id FROM messages ORDER BY id LIMIT 1)',
    );
    expect((await send()).status).toBe(202);
    expect((await send()).status).toBe(429);
  });

  it('is forgotten after an hour, and what was refused never counted', async () => {
    await sendAll(LIMIT);
    expect((await send(sender[0], { audience: { include: [] }, targetRole: undefined })).status).toBe(422);
    expect((await send()).status).toBe(429);
    await app.sql(
      `UPDATE messages SET id = uuidv7(interval '-61 minutes')
        WHERE id IN (SELECT id FROM messages ORDER BY id LIMIT 2)`,
    );
    await sendAll(2);
    expect((await send()).status).toBe(429);
  });

  it('frees its Idempotency-Key where it is refused', async () => {
    await sendAll(LIMIT);
    const once = sender[0].with({ 'idempotency-key': 'at-last' });
    expect((await send(once)).status).toBe(429);
    await app.sql('TRUNCATE messages, notifications, deliveries');
    expect((await send(once)).status).toBe(202);
    expect((await send(once)).headers.get('idempotency-replayed')).toBe('true');
    expect(await count()).toBe(1);
  });
});

test.each([
  ['the first', { count: 0, oldestSeconds: null, fewerSeconds: null }, { remaining: 4, resetSeconds: 3_600 }],
  ['the last', { count: 4, oldestSeconds: 12, fewerSeconds: null }, { remaining: 0, resetSeconds: 12 }],
  [
    'one beside a moment',
    { count: 2, oldestSeconds: 0, fewerSeconds: null },
    { remaining: 2, resetSeconds: 1 },
  ],
])('%s of an hour leaves what it leaves', (_which, sent, expected) => {
  expect(decideAllowance(5, sent)).toMatchObject(expected);
});

test('after a lower limit it takes until there are fewer', () => {
  expect(() => decideAllowance(5, { count: 9, oldestSeconds: 10, fewerSeconds: 600 })).toThrow(
    'in 10 minutes',
  );
});
