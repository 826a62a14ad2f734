import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/support/database.js';
import { Database, type Sql } from '../platform/database/database.js';
import type { Lane } from '../platform/queues/lanes.js';
import { claimDue } from './claim.sql.js';
import { findMessage } from './find-message.sql.js';

let database: Database;
let reader: string;

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
});
afterAll(() => database.onApplicationShutdown());
beforeEach(async () => {
  await database.query('TRUNCATE deliveries, notifications, messages, preferences');
  reader = await somebody();
});

async function somebody(): Promise<string> {
  const [row] = await database.query<{ id: string }>(
    `INSERT INTO users (name, phone) VALUES ('Somebody', '+1555' || floor(random() * 1e7)) RETURNING id`,
  );
  return row?.id ?? '';
}

interface Given {
  to?: string;
  channel?: string;
  lane?: Lane;
  status?: string;
  held?: boolean;
  /** Since when it should have left. */
  ready?: string;
  due?: string;
}

/** A message of one delivery; each is later than the one before it. */
async function message(given: Given = {}): Promise<string> {
  const { lane = 'important', ready = '0 seconds' } = given;
  const [row] = await database.query<{ id: string }>(
    `WITH said AS (
       INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state)
       VALUES ('GENERIC', 'EVENT', '{}', '{SMS}', 'HIGH', $1::lane, 'BROADCAST', 'COMPLETED') RETURNING id
     ), noted AS (
       INSERT INTO notifications (message_id, user_id) SELECT id, $2 FROM said RETURNING message_id, id
     )
     INSERT INTO deliveries (message_id, notification_id, channel, lane, status, held, batch, ready_at, due_at)
     SELECT message_id, id, $3::channel, $1::lane, $4::delivery_status, $5, 0, now() - $6::interval, now() - $7::interval
       FROM noted RETURNING message_id AS id`,
    [
      lane,
      given.to ?? reader,
      given.channel ?? 'SMS',
      given.status ?? 'PENDING',
      given.held ?? true,
      ready,
      given.due ?? ready,
    ],
  );
  return row?.id ?? '';
}

/** What a worker that is hinted at it does with it, and for how many seconds it is put off. */
async function claimed(id: string): Promise<string> {
  const found = await findMessage(database, id);
  if (!found) throw new Error('There is no message.');
  await claimDue(database, found, 0, randomUUID());
  const [row] = await database.query<{ status: string; wait: number }>(
    'SELECT status, round(extract(epoch FROM due_at - now()))::int AS wait FROM deliveries WHERE message_id = $1',
    [id],
  );
  return row?.status === 'SCHEDULED' ? `waits ${row.wait}` : (row?.status ?? '');
}

describe('what quiet hours have held', () => {
  it('leaves after what they held before it, a second later for each', async () => {
    const [first, second, third] = [await message(), await message({ lane: 'bulk' }), await message()];
    expect(await claimed(third)).toBe('waits 2');
    expect(await claimed(second)).toBe('waits 1');
    expect(await claimed(first)).toBe('SENDING');
    await database.query("UPDATE deliveries SET status = 'PENDING' WHERE status = 'SCHEDULED'");
    expect(await claimed(third)).toBe('waits 2');
    await database.query("UPDATE deliveries SET status = 'SENT' WHERE message_id = $1", [first]);
    expect(await claimed(second)).toBe('SENDING');
  });

  it.each<[string, Given, string]>([
    ['waits to be taken', {}, 'waits 1'],
    ['is being sent', { status: 'SENDING' }, 'waits 1'],
    ['was not promoted yet', { status: 'SCHEDULED' }, 'waits 1'],
    ['was put off itself', { status: 'SCHEDULED', due: '-20 seconds' }, 'waits 1'],
    ['is in another lane', { lane: 'bulk' }, 'waits 1'],
    ['is held until later', { status: 'SCHEDULED', ready: '-1 hour' }, 'SENDING'],
    ['was not held', { held: false }, 'SENDING'],
    ['goes by another channel', { channel: 'PUSH' }, 'SENDING'],
    ['waits for a retry', { status: 'RETRYING' }, 'SENDING'],
    ['is not known to have left', { status: 'UNKNOWN' }, 'SENDING'],
    ['has failed', { status: 'FAILED' }, 'SENDING'],
    ['has left', { status: 'SENT' }, 'SENDING'],
  ])('after an earlier one that %s', async (_what, earlier, expected) => {
    await message(earlier);
    expect(await claimed(await message())).toBe(expected);
  });

  it('waits for nobody else’s, for nothing that was read, and for nothing that came later', async () => {
    await message({ to: await somebody() });
    const read = await message();
    await database.query('UPDATE notifications SET read_at = now() WHERE message_id = $1', [read]);
    const one = await message();
    await message();
    expect(await claimed(one)).toBe('SENDING');
  });

  it('is the only thing that waits', async () => {
    await message();
    expect(await claimed(await message({ held: false }))).toBe('SENDING');
  });

  it('looks for what is before it once, however often the answer is needed', async () => {
    const id = await message();
    const outgoing = await findMessage(database, id);
    if (!outgoing) throw new Error('It is gone.');
    const plan: string[] = [];
    const explaining: Sql = {
      query: async (text, values) => {
        const rows = await database.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values);
        plan.push(...rows.map((row) => row['QUERY PLAN']));
        return [];
      },
    };
    await claimDue(explaining, outgoing, 0, randomUUID());
    expect(plan.filter((line) => line.includes('Subquery Scan on its'))).toHaveLength(1);
  });

  it('does not wait for ever for a lane that nobody serves', async () => {
    await message({ lane: 'bulk', ready: '20 minutes' });
    expect(await claimed(await message({ ready: '14 minutes' }))).toBe('waits 1');
    expect(await claimed(await message({ ready: '16 minutes' }))).toBe('SENDING');
  });

  it('when a claim finds quiet hours is held and not late', async () => {
    await database.query(
      `INSERT INTO preferences (user_id, quiet_start, quiet_end)
       VALUES ($1, (now() AT TIME ZONE 'UTC' - interval '1 hour')::time, (now() AT TIME ZONE 'UTC' + interval '1 hour')::time)`,
      [reader],
    );
    const one = await message({ held: false });
    await claimed(one);
    const [row] = await database.query(
      `SELECT status, held, ready_at = due_at::timestamptz(3) AS moved, due_at > now() + interval '59 minutes' AS waits
         FROM deliveries WHERE message_id = $1`,
      [one],
    );
    expect(row).toEqual({ status: 'SCHEDULED', held: true, moved: true, waits: true });
  });
});
