import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../../test/support/database.js';
import { Database } from '../platform/database/database.js';
import { Housekeeping } from './housekeeping.js';

let database: Database;

// One statement fails here on purpose.
Logger.overrideLogger(false);

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
});
afterAll(() => database.onApplicationShutdown());

const partitions = async () => {
  const rows = await database.query<{ name: string }>(
    "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'deliveries'::regclass",
  );
  return rows.map(({ name }) => name).filter((name) => name !== 'deliveries_rest');
};

it('makes the missing months before anything is planned, and again harmlessly', async () => {
  const all = await partitions();
  expect(all).toHaveLength(4);
  await database.query(`DROP TABLE ${all.join(', ')}`);
  await new Housekeeping(database).onModuleInit();
  await new Housekeeping(database).onModuleInit();
  expect((await partitions()).sort()).toEqual(all.sort());
});

it('starts although something is in the default partition already', async () => {
  const all = await partitions();
  await database.query(`DROP TABLE ${all.join(', ')}`);
  await database.query(
    `INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, ready_at, due_at)
     VALUES (uuidv7(), uuidv7(), 'EMAIL', 'bulk', 'PENDING', 0, now(), now())`,
  );
  await new Housekeeping(database).onModuleInit();
  await database.query('TRUNCATE deliveries');
  await new Housekeeping(database).onModuleInit();
  expect((await partitions()).sort()).toEqual(all.sort());
});

it('forgets the numbers of those who wrote by WhatsApp once nobody may answer them any more', async () => {
  await database.query(
    "INSERT INTO whatsapp_windows (phone, open_until) VALUES ('+15550100001', now()), ('+15550100002', now() + interval '1 hour')",
  );
  await new Housekeeping(database).whenDue();
  expect(await database.query('SELECT phone FROM whatsapp_windows')).toEqual([{ phone: '+15550100002' }]);
});

it('removes what has served although making partitions fails', async () => {
  await database.query(
    "INSERT INTO domain_events (name, payload, relayed_at) VALUES ('old', '{}', now() - interval '8 days'), ('new', '{}', now())",
  );
  await database.query('ALTER FUNCTION ensure_partitions(integer) RENAME TO mislaid');
  await new Housekeeping(database).whenDue();
  expect(await database.query('SELECT name FROM domain_events')).toEqual([{ name: 'new' }]);
});
