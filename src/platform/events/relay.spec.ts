import { Logger } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.js';
import { eventually } from '../../../test/support/eventually.js';
import { Database } from '../database/database.js';
import { EmitterBridge } from './emitter-bridge.js';
import type { DomainEvent, Payload } from './event-map.js';
import { Events } from './events.js';
import type { Listeners } from './listeners.js';
import { markFailed, markRelayed, MAX_ATTEMPTS, takeDueEvents } from './outbox.js';
import { Relay } from './relay.js';

const payload: Payload<'event.rejected'> = {
  eventId: '01937b6e-7c00-7000-8000-000000000001',
  title: 'Kite festival',
  organizerId: '01937b6e-7c00-7000-8000-000000000002',
  rejectedByName: 'Asha Mehta',
  reason: null,
};

let database: Database;
const events = new Events();
const heard: DomainEvent[] = [];
let fail: (() => Promise<void>) | undefined;
const relays: Relay[] = [];

/** A relay as a replica has it, with a listener that remembers and sometimes fails. */
function relay(): Relay {
  const listen = async (event: DomainEvent) => {
    await fail?.();
    heard.push(event);
  };
  const made = new Relay(database, { of: () => [listen] } as unknown as Listeners);
  relays.push(made);
  made.onApplicationBootstrap();
  return made;
}

// Listeners fail here on purpose.
Logger.overrideLogger(false);

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
});
beforeEach(async () => {
  heard.length = 0;
  fail = undefined;
  await database.query('TRUNCATE domain_events');
});
afterEach(async () => {
  await Promise.all(relays.splice(0).map((each) => each.onModuleDestroy()));
});
afterAll(() => database.onApplicationShutdown());

const emit = () => database.prisma.$transaction((tx) => events.emit(tx, 'event.rejected', payload));
const row = async () =>
  (await database.query('SELECT attempts, relayed_at, failed_at, error FROM domain_events'))[0];

describe('an event', () => {
  it('reaches its listeners once its transaction commits, woken by the database', async () => {
    relay();
    await emit();
    await eventually(() => expect(heard).toMatchObject([{ name: 'event.rejected', payload }]), {
      timeout: 900,
    });
    await eventually(async () => expect(await row()).toMatchObject({ relayed_at: expect.any(Date) }));
  });

  it('is never told when its transaction rolls back', async () => {
    const changed = database.prisma.$transaction(async (tx) => {
      await events.emit(tx, 'event.rejected', payload);
      throw new Error('something else went wrong');
    });
    await expect(changed).rejects.toThrow('something else');
    expect(await row()).toBeUndefined();
  });

  it('with a payload that is not right breaks the transaction that tells it', async () => {
    const wrong = { ...payload, eventId: 'not an id' };
    await expect(
      database.prisma.$transaction((tx) => events.emit(tx, 'event.rejected', wrong)),
    ).rejects.toThrow(/event\.rejected is not right/);
  });

  it('goes to one of several replicas', async () => {
    relay();
    relay();
    for (let count = 0; count < 40; count++) await emit();
    await eventually(() => expect(heard).toHaveLength(40));
    expect(new Set(heard.map(({ id }) => id)).size).toBe(40);
  });

  it('is told again when a listener failed, and keeps the error', async () => {
    const one = relay();
    fail = () => Promise.reject(new Error('the disk is full'));
    await emit();
    await eventually(async () =>
      expect(await row()).toMatchObject({ attempts: 1, error: 'the disk is full' }),
    );
    fail = undefined;
    await database.query('UPDATE domain_events SET due_at = now()');
    one.wake();
    await eventually(async () =>
      expect(await row()).toMatchObject({ attempts: 2, error: null, relayed_at: expect.any(Date) }),
    );
  });

  it('reaches a listener although the one before it failed', async () => {
    const failing = () => Promise.reject(new Error('not me'));
    const listening = (event: DomainEvent) => Promise.resolve(void heard.push(event));
    const made = new Relay(database, { of: () => [failing, listening] } as unknown as Listeners);
    relays.push(made);
    made.onApplicationBootstrap();
    await emit();
    await eventually(async () => expect(await row()).toMatchObject({ attempts: 1, error: 'not me' }));
    expect(heard).toMatchObject([{ payload }]);
  });

  it('is given up after too many attempts, and kept', async () => {
    fail = () => Promise.reject(new Error('it never works'));
    await emit();
    await database.query('UPDATE domain_events SET attempts = $1, due_at = now()', [MAX_ATTEMPTS - 1]);
    relay();
    await eventually(async () =>
      expect(await row()).toMatchObject({ failed_at: expect.any(Date), error: 'it never works' }),
    );
  });

  it('that took every relay down with it is given up untold', async () => {
    await emit();
    await database.query('UPDATE domain_events SET attempts = $1, due_at = now()', [MAX_ATTEMPTS]);
    relay();
    await eventually(async () => expect(await row()).toMatchObject({ failed_at: expect.any(Date) }));
    expect(heard).toEqual([]);
  });

  it('that another relay has told meanwhile is not marked as failed by a slow one', async () => {
    await emit();
    const [taken] = await takeDueEvents(database);
    if (!taken) throw new Error('There is nothing to take.');
    await markRelayed(database, [taken.id]);
    await markFailed(database, { ...taken, attempts: MAX_ATTEMPTS }, 'too late');
    await markFailed(database, taken, 'too late');
    expect(await row()).toMatchObject({ relayed_at: expect.any(Date), failed_at: null, error: null });
  });

  it('that a dead replica had taken is told by another one', async () => {
    await emit();
    await database.query("UPDATE domain_events SET attempts = 1, due_at = now() + interval '300 ms'");
    const one = relay();
    await eventually(() => {
      one.wake();
      expect(heard).toHaveLength(1);
    });
  });
});

describe('a plain emitter', () => {
  it('is heard too', async () => {
    const emitter = new EventEmitter2();
    new EmitterBridge(emitter, database, events).onModuleInit();
    relay();
    emitter.emit('event.rejected', payload);
    emitter.emit('something.else', {});
    await eventually(() => expect(heard).toMatchObject([{ name: 'event.rejected', payload }]));
  });
});
