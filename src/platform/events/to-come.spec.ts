import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.js';
import { Database } from '../database/database.js';
import type { Payload } from './event-map.js';
import { Events } from './events.js';
import { markFailed, markRelayed, takeDueEvents } from './outbox.js';

let database: Database;
const events = new Events();

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
});
beforeEach(() => database.query('TRUNCATE domain_events'));
afterAll(() => database.onApplicationShutdown());

const near = (before: '24h' | '1h' = '1h'): Payload<'event.nearing'> => ({
  eventId: '01937b6e-7c00-7000-8000-000000000001',
  startsAt: '2030-11-08T13:30:00.000Z',
  before,
});
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);
const tellAt = (minutes: number, payload = near(), key = 'a') =>
  events.emitAt(database, { key, at: inMinutes(minutes) }, 'event.nearing', payload);
const rows = () => database.query('SELECT key, payload, relayed_at FROM domain_events ORDER BY key');
const tell = async () => {
  const taken = await takeDueEvents(database);
  await markRelayed(
    database,
    taken.map(({ id }) => id),
  );
  return taken.map(({ payload }) => payload);
};

describe('a fact that is still to come', () => {
  it('is told when its moment has come, in whichever transaction it was planned', async () => {
    await tellAt(10, near(), 'a');
    await database.prisma.$transaction((tx) =>
      events.emitAt(tx, { key: 'b', at: inMinutes(10) }, 'event.nearing', near()),
    );
    expect(await tell()).toEqual([]);
    await database.query("UPDATE domain_events SET due_at = now() WHERE key = 'b'");
    expect(await tell()).toEqual([near()]);
    expect(await tell()).toEqual([]);
  });

  it('moves when it is said again, and is told once', async () => {
    await tellAt(-1, near('24h'));
    await tellAt(10, near('1h'));
    expect(await tell()).toEqual([]);
    await tellAt(-1, near('1h'));
    expect(await tell()).toEqual([near('1h')]);
    expect(await rows()).toHaveLength(1);
  });

  it('stays told when it is said again', async () => {
    await tellAt(-1);
    await tell();
    await tellAt(-1);
    expect(await tell()).toEqual([]);
  });

  it('is told anew when it moves while a relay has it', async () => {
    await tellAt(-1, near('24h'));
    const [old] = await takeDueEvents(database);
    await tellAt(-1, near('1h'));
    // Whether the relay was done with the old one or failed, it says so of that one only.
    await markRelayed(database, [old!.id]);
    await markFailed(database, old!, 'too late');
    const [moved] = await takeDueEvents(database);
    expect(moved).toMatchObject({ payload: near('1h'), attempts: 1 });
    expect(moved?.id).not.toBe(old?.id);
  });

  it('is tried again when it moves after it was given up', async () => {
    await tellAt(-1);
    await database.query('UPDATE domain_events SET failed_at = now(), attempts = 8');
    expect(await tell()).toEqual([]);
    await tellAt(-1);
    expect(await tell()).toEqual([near()]);
  });

  it('is not told when it was taken back, also where a relay has it', async () => {
    await tellAt(-1, near(), 'a');
    const [old] = await takeDueEvents(database);
    await tellAt(10, near(), 'b');
    await tellAt(-1, near(), 'c');
    await events.takeBack(database, ['a', 'b', 'unknown']);
    await markRelayed(database, [old!.id]);
    expect(await rows()).toMatchObject([{ key: 'c', relayed_at: null }]);
  });

  it('stays told when it is taken back too late', async () => {
    await tellAt(-1);
    await tell();
    await events.takeBack(database, ['a']);
    await tellAt(-1);
    expect(await tell()).toEqual([]);
  });

  it('was never planned or taken back where the transaction fails', async () => {
    await tellAt(-1, near(), 'kept');
    await expect(
      database.transaction(async (sql) => {
        await events.emitAt(sql, { key: 'new', at: inMinutes(-1) }, 'event.nearing', near('24h'));
        await events.takeBack(sql, ['kept']);
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    expect(await tell()).toEqual([near()]);
  });

  it('carries what its event says', async () => {
    const wrong = { ...near(), before: '2h' } as never;
    await expect(tellAt(1, wrong)).rejects.toThrow(/payload of event\.nearing/);
  });
});

it('a fact that is told once is told once, whoever says it and how often', async () => {
  await Promise.all(Array.from({ length: 5 }, () => events.emitOnce(database, 'a', 'event.nearing', near())));
  expect(await tell()).toEqual([near()]);
  await events.emitOnce(database, 'a', 'event.nearing', near());
  expect(await tell()).toEqual([]);
});
