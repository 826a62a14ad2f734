import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../test/support/app.js';
import { whileBroken } from '../../test/support/facts.js';
import type { DueDigests } from '../delivery/digests/due-digests.js';
import type { Firing } from '../notifications/schedules/firing.js';
import { Database } from '../platform/database/database.js';
import { Queues } from '../platform/queues/queues.js';
import { Clock } from './clock.js';
import { Housekeeping } from './housekeeping.js';

let app: TestApp;
let database: CountingDatabase;

/** The real one, which tells what it was asked. */
class CountingDatabase extends Database {
  asked: string[] = [];

  override async query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]> {
    this.asked.push(text);
    return await super.query<Row>(text, values);
  }
}

beforeAll(async () => {
  // It has queues, and no clock of its own; nobody serves its lanes.
  app = await startApp({ MUNADI_ROLE: 'api' });
  database = new CountingDatabase(app.nest.get(Database).url);
  // One duty fails here on purpose.
  Logger.overrideLogger(false);
});
afterAll(() => database.onApplicationShutdown());
beforeEach(() => app.sql('TRUNCATE deliveries, notifications, messages'));

/** Digests and recurring announcements have tests of their own. */
const NO_DIGESTS = { hint: async () => 0 } as unknown as DueDigests;
const NO_SCHEDULES = { fireDue: async () => 0 } as Firing;

/** A clock of its own, as another replica has one. */
const clock = (firing = NO_SCHEDULES) =>
  new Clock(database, app.nest.get(Queues), NO_DIGESTS, new Housekeeping(database), firing, {
    tell: () => {},
  } as never);

async function scheduled(count: number, dueIn = '-1 second', status = 'SCHEDULED'): Promise<void> {
  await app.sql(
    `WITH said AS (
       INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state)
       VALUES ('GENERIC', 'EVENT', '{}', '{EMAIL}', 'LOW', 'bulk', 'BROADCAST', 'COMPLETED') RETURNING id
     )
     INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, ready_at, due_at, lease_until)
     SELECT id, gen_random_uuid(), 'EMAIL', 'bulk', $3::delivery_status, place / 500, now() + $2::interval,
            now() + $2::interval, now() + $2::interval
       FROM said, generate_series(0, $1 - 1) AS place`,
    [count, dueIn, status],
  );
}

async function later(count: number): Promise<void> {
  await app.sql(
    `INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state, scheduled_for)
     SELECT 'GENERIC', 'EVENT', '{}', '{EMAIL}', 'LOW', 'bulk', 'BROADCAST', 'SCHEDULED', now()
       FROM generate_series(1, $1)`,
    [count],
  );
}

const states = async (table: 'deliveries' | 'messages') => {
  const column = table === 'messages' ? 'state' : 'status';
  const rows = await app.sql<{ state: string; count: number }>(
    `SELECT ${column}::text AS state, count(*)::int AS count FROM ${table} GROUP BY 1`,
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
};

describe('a tick', () => {
  it('asks one question when nothing is due', async () => {
    await scheduled(1_000, '1 hour');
    await scheduled(10, '1 minute', 'SENDING');
    const idle = clock();
    // The first one sweeps as well.
    await idle.tick();
    const ticks: { asked: number; ms: number }[] = [];
    for (let count = 0; count < 20; count++) {
      database.asked = [];
      const started = performance.now();
      await idle.tick();
      ticks.push({ asked: database.asked.length, ms: performance.now() - started });
    }
    // Once in ten seconds one of them sweeps.
    expect(ticks.filter(({ asked }) => asked === 1).length).toBeGreaterThanOrEqual(19);
    const [median] = ticks
      .map(({ ms }) => ms)
      .toSorted((one, other) => one - other)
      .slice(10);
    expect(median).toBeLessThan(100);
  });

  it('promotes everything that is due, however much it is', { timeout: 60_000 }, async () => {
    await scheduled(12_000);
    await clock().tick();
    expect(await states('deliveries')).toEqual({ PENDING: 12_000 });
    expect((await app.nest.get(Queues).waiting()).bulk.count).toBeGreaterThanOrEqual(24);
  });

  it('releases every message whose time has come', async () => {
    await later(1_200);
    await clock().tick();
    expect(await states('messages')).toEqual({ FANNING_OUT: 1_200 });
  });

  it('by three replicas at once takes each row once', { timeout: 60_000 }, async () => {
    await app.sql('CREATE TABLE taken (id uuid)');
    await app.sql(
      `CREATE FUNCTION note_taken() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN INSERT INTO taken VALUES (NEW.id); RETURN NEW; END $$`,
    );
    await app.sql(
      `CREATE TRIGGER notes AFTER UPDATE ON deliveries FOR EACH ROW
       WHEN (OLD.status = 'SCHEDULED' AND NEW.status = 'PENDING') EXECUTE FUNCTION note_taken()`,
    );
    await scheduled(12_000);
    await Promise.all([clock().tick(), clock().tick(), clock().tick()]);
    await app.sql('DROP TRIGGER notes ON deliveries');
    expect(await states('deliveries')).toEqual({ PENDING: 12_000 });
    const [taken] = await app.sql('SELECT count(*)::int, count(DISTINCT id)::int AS different FROM taken');
    expect(taken).toEqual({ count: 12_000, different: 12_000 });
  });

  it('does the rest although one thing fails, and that one when it can', async () => {
    await later(1);
    await scheduled(1);
    await whileBroken(app, 'messages', 'at once', async () => {
      await clock().tick();
      expect(await states('messages')).toMatchObject({ SCHEDULED: 1 });
      expect(await states('deliveries')).toEqual({ PENDING: 1 });
    });
    await clock().tick();
    expect(await states('messages')).toMatchObject({ FANNING_OUT: 1 });
  });

  it('does the rest although one thing gets no answer from a database that is there', async () => {
    await scheduled(1);
    await app.sql(
      `INSERT INTO schedules (sender_id, request, cron, timezone, next_at)
       VALUES (gen_random_uuid(), '{}', '0 9 * * *', 'UTC', now())`,
    );
    const waiting = { fireDue: () => Promise.reject(new Error('Query read timeout')) } as unknown as Firing;
    await clock(waiting).tick();
    await app.sql('TRUNCATE schedules');
    expect(await states('deliveries')).toEqual({ PENDING: 1 });
  });

  it('leaves to the next one what somebody else holds', async () => {
    await scheduled(1);
    await database.transaction(async (sql) => {
      await sql.query('SELECT FROM deliveries FOR UPDATE');
      const started = performance.now();
      await clock().tick();
      expect(performance.now() - started).toBeLessThan(3_000);
      expect(await states('deliveries')).toEqual({ SCHEDULED: 1 });
    });
    await clock().tick();
    expect(await states('deliveries')).toEqual({ PENDING: 1 });
  });
});
