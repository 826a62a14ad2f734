import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.js';
import { Delivering } from '../../../test/support/delivering.js';
import { newDue } from '../../../test/support/due.js';
import type { Channel } from '../../notifications/vocabulary.js';
import { Database } from '../../platform/database/database.js';
import { LANE_SETTINGS } from '../../platform/queues/lanes.js';
import { PLACES } from './bulkhead.js';
import type { Outcome, Provider } from '../channels/provider.js';

let database: Database;
let delivering: Delivering;
/** How often a hint was put off. */
let putOff: number;
/** What the slow service has in hand. */
let answers: ((outcome: Outcome) => void)[];

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
});
afterAll(() => database.onApplicationShutdown());
beforeEach(async () => {
  await database.query('TRUNCATE attempts, deliveries, notifications, messages, provider_states');
  putOff = 0;
  answers = [];
  delivering = await Delivering.by(
    database,
    [],
    {},
    {
      putOff: () => {
        putOff++;
        return Promise.resolve();
      },
    },
  );
  const byChannel: Partial<Record<Channel, Provider>> = { SMS: slow, EMAIL: quick };
  Object.assign(delivering.sender, {
    providers: { of: (channel: Channel) => [byChannel[channel]] },
  });
});

const slow: Provider = {
  name: 'slow',
  channels: ['SMS'],
  configured: true,
  send: async (batch) => {
    const outcome = await new Promise<Outcome>((resolve) => answers.push(resolve));
    return batch.map(() => outcome);
  },
};
const quick: Provider = {
  name: 'quick',
  channels: ['EMAIL'],
  configured: true,
  send: (batch) => Promise.resolve(batch.map(() => ({ kind: 'sent' }))),
};

const deliver = async (channel: Channel) => {
  const messageId = await newDue(database, 1, channel);
  const started = performance.now();
  await delivering.deliverer.deliver({ messageId, batch: 0 });
  return performance.now() - started;
};
const states = async () => {
  const rows = await database.query<{ state: string; count: number }>(
    `SELECT concat_ws(' ', channel, status) AS state, count(*)::int AS count FROM deliveries GROUP BY 1`,
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
};

/** As many as may be under way. */
const places = PLACES * LANE_SETTINGS.important.concurrency;

it('a service that hangs keeps its lane for a second, and no other channel from leaving', async () => {
  const times = await Promise.all(Array.from({ length: places }, () => deliver('SMS')));
  for (const ms of times) {
    expect(ms).toBeGreaterThan(900);
    expect(ms).toBeLessThan(3_000);
  }
  expect(await deliver('EMAIL')).toBeLessThan(900);
  expect(await states()).toEqual({ 'SMS SENDING': places, 'EMAIL SENT': 1 });

  // No more of that channel is begun: it is not even claimed, and its hint comes again.
  expect(await deliver('SMS')).toBeLessThan(900);
  expect(putOff).toBe(1);
  expect(await states()).toMatchObject({ 'SMS SENDING': places, 'SMS PENDING': 1 });

  for (const answer of answers) answer({ kind: 'sent' });
  await delivering.bulkhead.beforeApplicationShutdown();
  expect(await states()).toEqual({ 'SMS SENT': places, 'SMS PENDING': 1, 'EMAIL SENT': 1 });
  const [waiting] = await database.query<{ id: string }>(
    "SELECT message_id AS id FROM deliveries WHERE status = 'PENDING'",
  );
  const going = delivering.deliverer.deliver({ messageId: waiting?.id ?? '', batch: 0 });
  while (answers.length === places) await new Promise(setImmediate);
  answers.at(-1)?.({ kind: 'sent' });
  await going;
  expect(await states()).toEqual({ 'SMS SENT': places + 1, 'EMAIL SENT': 1 });
});

it('where all that is slow is under way, the other channels of the same people still leave', async () => {
  const ids = await Promise.all(Array.from({ length: places + 1 }, () => newDue(database, 1, 'SMS')));
  await database.query("UPDATE messages SET channels = '{SMS,EMAIL}'");
  await database.query(
    `INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, ready_at, due_at)
     SELECT message_id, notification_id, 'EMAIL', lane, status, batch, ready_at, due_at FROM deliveries`,
  );
  const goes = (messageId = '') => delivering.deliverer.deliver({ messageId, batch: 0 });
  await Promise.all(ids.slice(1).map(goes));
  await goes(ids[0]);
  expect(putOff).toBe(1);
  expect(await states()).toEqual({
    'SMS SENDING': places,
    'SMS PENDING': 1,
    'EMAIL SENT': places + 1,
  });
  for (const answer of answers) answer({ kind: 'sent' });
  await delivering.bulkhead.beforeApplicationShutdown();
});
