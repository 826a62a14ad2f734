import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.js';
import { Delivering } from '../../../test/support/delivering.js';
import { newDue } from '../../../test/support/due.js';
import { eventually } from '../../../test/support/eventually.js';
import type { Channel } from '../../notifications/vocabulary.js';
import { Database } from '../../platform/database/database.js';
import { oneByOne } from '../channels/one-by-one.js';
import type { Outcome, Provider } from '../channels/provider.js';
import { Turns } from '../channels/turns.js';
import { claimDue } from '../claim.sql.js';
import { Deadline } from '../deadline.js';
import { findMessage } from '../find-message.sql.js';
import { promoteDue } from '../promote.sql.js';

/** Two replicas on one database. */
let databases: [Database, Database];
let replicas: [Delivering, Delivering];

const DOWN: Outcome = { kind: 'retry', code: 'NOT_REACHED', error: 'connect ECONNREFUSED', down: true };
const SENT: Outcome = { kind: 'sent' };

/** A service that several processes ask, and that says the same to all. */
class Service {
  answer: Outcome | (() => Promise<Outcome>) = SENT;
  readonly asked: number[] = [];

  constructor(
    readonly name: string,
    readonly channels: readonly Channel[] = ['EMAIL'],
  ) {}

  get provider(): Provider {
    const { name, channels } = this;
    return { name, channels, configured: true, send: (batch) => this.send(batch.length) };
  }

  get total(): number {
    return this.asked.reduce((sum, each) => sum + each, 0);
  }

  private async send(count: number): Promise<Outcome[]> {
    this.asked.push(count);
    const answer = typeof this.answer === 'function' ? await this.answer() : this.answer;
    return Array.from({ length: count }, () => answer);
  }
}

let first: Service;
let second: Service;
let services: Pick<Service, 'provider'>[];

beforeAll(async () => {
  const { url } = await testDatabase();
  databases = [new Database(url), new Database(url)];
});
afterAll(() => Promise.all(databases.map((each) => each.onApplicationShutdown())));

beforeEach(async () => {
  await databases[0].query('TRUNCATE attempts, deliveries, notifications, messages, provider_states');
  [first, second] = [new Service('first'), new Service('second')];
  services = [first, second];
  const providers = () => services.map(({ provider }) => provider);
  replicas = [await Delivering.by(databases[0], providers), await Delivering.by(databases[1], providers)];
  for (const { breakers } of replicas) breakers.onApplicationBootstrap();
  return () => Promise.all(replicas.map(({ breakers }) => breakers.onModuleDestroy()));
});

const due = (count: number, channel: Channel = 'EMAIL') => newDue(databases[0], count, channel);

const deliver = async (messageId: string, replica = 0) =>
  await replicas[replica]?.deliverer.deliver({ messageId, batch: 0 });

/** What waits is due, and a replica takes it up. */
async function again(replica = 0): Promise<void> {
  await databases[0].query("UPDATE deliveries SET due_at = now() WHERE status = 'RETRYING'");
  for (const { messageId } of await promoteDue(databases[0])) await deliver(messageId, replica);
}

/** How many became what, as `SENT by second after 0`. */
async function became(): Promise<Record<string, number>> {
  const rows = await databases[0].query<{ what: string; count: number }>(
    `SELECT concat_ws(' ', status, error_code, 'by ' || provider, 'after ' || tries) AS what, count(*)::int AS count
       FROM deliveries GROUP BY 1 ORDER BY 1`,
  );
  return Object.fromEntries(rows.map(({ what, count }) => [what, count]));
}

const attempts = async () =>
  (await databases[0].query<{ count: number }>('SELECT count(*)::int AS count FROM attempts'))[0]?.count;

const probeNow = async () => {
  await databases[0].query('UPDATE provider_states SET probe_at = now() WHERE opened_at IS NOT NULL');
  await Promise.all(replicas.map(({ breakers }) => breakers.learn()));
};

const probeInSeconds = async () => {
  const [row] = await databases[0].query<{ seconds: number }>(
    "SELECT round(extract(epoch FROM probe_at - now()))::int AS seconds FROM provider_states WHERE provider = 'first' AND opened_at IS NOT NULL",
  );
  return row?.seconds;
};

describe('a provider that is down', () => {
  beforeEach(() => {
    first.answer = DOWN;
  });

  it('is asked with a few, and the next one has the rest of the batch at once', async () => {
    await deliver(await due(100));
    expect(first.asked).toEqual([5]);
    expect(second.total).toBe(95);
    expect(await became()).toEqual({
      'RETRYING NOT_REACHED by first after 1': 5,
      'SENT by second after 0': 95,
    });
    await again();
    expect(first.total).toBe(5);
    expect(await became()).toEqual({ 'SENT by second after 0': 100 });
    expect(await attempts()).toBe(105);
  });

  it('is not asked again with those that have failed with it, where there is another one', async () => {
    await deliver(await due(5));
    await probeNow();
    await again();
    expect(first.asked).toEqual([5]);
    expect(await became()).toEqual({ 'SENT by second after 0': 5 });
  });

  it('is asked by nobody else, within a second', async () => {
    await deliver(await due(5));
    await eventually(() => expect(replicas[1].breakers.awayFor('first')).toBeDefined(), { timeout: 1_000 });
    await deliver(await due(20), 1);
    expect(first.asked).toEqual([5]);
    expect(second.total).toBe(20);
  });

  it('is told once, by whichever finds out', async () => {
    const [one, two] = [await due(5), await due(5)];
    await Promise.all([deliver(one, 0), deliver(two, 1)]);
    const opened = await Promise.all(
      replicas.map(async ({ metrics }) => {
        const [found] =
          (await metrics.registry.getSingleMetric('munadi_provider_opened_total')?.get())?.values ?? [];
        return found?.value ?? 0;
      }),
    );
    expect(opened.reduce((sum, each) => sum + each, 0)).toBe(1);
    expect(await probeInSeconds()).toBe(5);
  });

  it('is found out also where it breaks, but not where our database does', async () => {
    first.answer = () => Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' }));
    await deliver(await due(10));
    expect(second.total).toBe(0);
    first.answer = () => Promise.reject(new Error('It breaks.'));
    await deliver(await due(10));
    expect(second.total).toBe(5);
  });
});

it('a provider that keeps a few waiting is not waited for by the others', async () => {
  const silence = Promise.withResolvers<Outcome>();
  first.answer = () => silence.promise;
  const begun = performance.now();
  await deliver(await due(20));
  await eventually(() => expect(second.total).toBe(15), { timeout: 6_000 });
  expect(performance.now() - begun).toBeGreaterThan(2_900);
  await deliver(await due(20));
  expect([first.total, second.total]).toEqual([5, 35]);
  await eventually(async () =>
    expect(await became()).toEqual({ 'SENDING after 0': 5, 'SENT by second after 0': 35 }),
  );

  silence.resolve(DOWN);
  await replicas[0].bulkhead.beforeApplicationShutdown();
  expect(await became()).toEqual({
    'RETRYING NOT_REACHED by first after 1': 5,
    'SENT by second after 0': 35,
  });
});

it('one that falls silent while it is trusted is found out, and whose turn has not come loses no chance', async () => {
  const turns = new Turns(5);
  let answer = () => Promise.resolve(SENT);
  const send: Provider['send'] = (batch, deadline) => oneByOne(batch, turns, deadline, () => answer());
  services = [{ provider: { ...first.provider, send } }];
  await deliver(await due(3));
  expect(replicas[0].breakers.isFresh('first')).toBe(true);

  answer = () => new Promise(() => {});
  const message = (await findMessage(databases[0], await due(20)))!;
  const { claimed } = await claimDue(databases[0], message, 0, randomUUID());
  const { finished } = await replicas[0].sender.send(message, 'EMAIL', claimed, new Deadline(300));
  expect(finished).toHaveLength(15);
  for (const each of finished) {
    expect(each).toMatchObject({
      provider: null,
      finish: { status: 'RETRYING', tries: 0, errorCode: 'TOO_SLOW' },
    });
  }
  expect(replicas[0].breakers.awayFor('first')).toBeDefined();
});

it('who was given to the next one, and found that one down as well, goes by the first again when that is back', async () => {
  first.answer = second.answer = DOWN;
  await deliver(await due(20));
  expect([first.total, second.total]).toEqual([5, 5]);
  first.answer = SENT;
  for (let times = 0; times < 4; times++) {
    await probeNow();
    await again();
  }
  expect(await became()).toEqual({ 'SENT by first after 0': 15, 'SENT by first after 1': 5 });
});

describe('when all providers are down', () => {
  beforeEach(async () => {
    first.answer = DOWN;
    second.answer = DOWN;
    await deliver(await due(50));
  });

  it('what was not asked with waits for a probe, and loses no chance', async () => {
    expect([first.total, second.total]).toEqual([5, 5]);
    const [held] = await databases[0].query(
      `SELECT status, provider, tries, attempt, error, due_at > now() + interval '3 seconds' AS waits,
              due_at < now() + interval '9 seconds' AS not_long
         FROM deliveries WHERE error_code = 'PROVIDER_DOWN' LIMIT 1`,
    );
    expect(held).toEqual({
      status: 'RETRYING',
      provider: null,
      tries: 0,
      attempt: 0,
      error: expect.stringMatching(/^first is down \(NOT_REACHED: .*\) second is down/),
      waits: true,
      not_long: true,
    });
    for (let times = 0; times < 3; times++) await again();
    expect([first.total, second.total]).toEqual([5, 5]);
    expect(await attempts()).toBe(10);
  });

  it('exactly one asks whether one is back, and each time later', async () => {
    await databases[0].query("DELETE FROM provider_states WHERE provider = 'second'");
    services = [first];
    for (const expected of [10, 20, 40, 80, 160, 300, 300]) {
      await probeNow();
      const before = first.asked.length;
      const ids = [await due(4), await due(4)];
      await Promise.all(ids.flatMap((id) => [deliver(id, 0), deliver(id, 1)]));
      // Of those that it has claimed: the other replica may have some.
      expect(first.asked.slice(before)).toHaveLength(1);
      expect(first.asked.at(-1)).toBeLessThanOrEqual(3);
      expect(await probeInSeconds()).toBe(expected);
    }
  });

  it('everything goes when one is back, and is trusted by all', async () => {
    first.answer = second.answer = SENT;
    await probeNow();
    await again();
    await again();
    expect(new Set(Object.keys(await became()).map((what) => what.split(' ')[0]))).toEqual(new Set(['SENT']));
    await eventually(() => expect(replicas[1].breakers.awayFor('first')).toBeUndefined());
    const before = first.total;
    await deliver(await due(10), 1);
    expect(first.total).toBe(before + 10);
  });

  it('another one asks, a little later, where the one that asks dies', async () => {
    services = [first];
    const dead = first;
    let asking: (() => void) | undefined;
    const asked = new Promise<void>((resolve) => (asking = resolve));
    dead.answer = () => {
      asking?.();
      return new Promise<never>(() => {});
    };
    await probeNow();
    const id = await due(2);
    void deliver(id, 0);
    await asked;
    expect(await probeInSeconds()).toBe(15);
    dead.answer = SENT;
    await replicas[1].breakers.learn();
    await deliver(await due(1), 1);
    expect(dead.asked.at(-1)).toBe(2);
    await probeNow();
    await deliver(await due(1), 1);
    expect(dead.asked.at(-1)).toBe(1);
    expect(await probeInSeconds()).toBeUndefined();
  });
});

it('a provider that asks for patience is left alone by all until then, and others go on', async () => {
  first.answer = { kind: 'retry', code: 'HTTP_429', error: 'hush', afterMs: 40_000 };
  await deliver(await due(20));
  expect(first.asked).toEqual([5]);
  expect(second.total).toBe(15);
  expect(await probeInSeconds()).toBe(40);
});

it('services of a channel that share its readers are asked together', async () => {
  const [fcm, web] = [new Service('fcm', ['PUSH']), new Service('webpush', ['PUSH'])];
  services = [fcm, web];
  fcm.answer = { kind: 'nowhere', reason: 'NO_ADDRESS' };
  web.answer = { kind: 'retry', code: 'X', error: 'later' };
  await deliver(await due(1, 'PUSH'));
  expect(await became()).toEqual({ 'RETRYING X by webpush after 1': 1 });
  fcm.answer = SENT;
  await again();
  expect(await became()).toEqual({ 'SENT by fcm after 1': 1 });
  expect([fcm.total, web.total]).toEqual([2, 2]);

  fcm.answer = web.answer = { kind: 'nowhere', reason: 'NO_ADDRESS' };
  await databases[0].query('TRUNCATE deliveries, notifications, messages');
  await deliver(await due(1, 'PUSH'));
  expect(await became()).toEqual({ 'SUPPRESSED after 0': 1 });
});

it('all is well without a single statement about it', async () => {
  await deliver(await due(5));
  await sleep(50);
  expect(await databases[0].query('SELECT * FROM provider_states')).toEqual([]);
});
