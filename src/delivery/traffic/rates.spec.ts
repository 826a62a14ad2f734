import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.js';
import { Delivering } from '../../../test/support/delivering.js';
import { newDue } from '../../../test/support/due.js';
import { testProviders } from '../../../test/support/http-app.js';
import { Database } from '../../platform/database/database.js';
import type { Provider } from '../channels/provider.js';
import { promoteDue } from '../promote.sql.js';
import { makeBucket, takeTokens } from './take-tokens.sql.js';

/** Two replicas on one database. */
let databases: [Database, Database];

beforeAll(async () => {
  const { url } = await testDatabase();
  databases = [new Database(url), new Database(url)];
});
afterAll(() => Promise.all(databases.map((each) => each.onApplicationShutdown())));
beforeEach(() =>
  databases[0].query('TRUNCATE attempts, deliveries, notifications, messages, provider_states'),
);

const RATE = 10;
const ASK = { urgent: 0, promised: 0, ordinary: 0 };

describe('the turns of a provider', () => {
  const take = (turns: Partial<typeof ASK>, rate = RATE) =>
    takeTokens(databases[0], 'slow', rate, { ...ASK, ...turns });
  /** As if it were so much later. */
  const pass = (ms: number) =>
    databases[0].query(
      `UPDATE provider_states SET refilled_at = refilled_at - $1 * interval '1 millisecond',
              promised_until = promised_until - $1 * interval '1 millisecond'`,
      [ms],
    );

  it('are those of a second, and then of the time that has passed', async () => {
    expect(await take({ ordinary: 1 })).toBeUndefined();
    await makeBucket(databases[0], 'slow', RATE);
    expect(await take({ ordinary: 8 })).toMatchObject({ ordinary: 8 });
    expect(await take({ ordinary: 8 })).toMatchObject({ ordinary: 2, newInMs: 0 });
    await pass(60_000);
    expect(await take({ ordinary: 50 })).toMatchObject({ ordinary: 10 });
  });

  it('go to what is critical, then to what was promised, and to new ones only when nobody waits', async () => {
    await makeBucket(databases[0], 'slow', RATE);
    expect(await take({ ordinary: 30 })).toMatchObject({ ordinary: 10 });
    await pass(1_000);
    const granted = await take({ urgent: 2, promised: 5, ordinary: 20 });
    expect(granted).toMatchObject({ urgent: 2, promised: 5, ordinary: 0 });
    // The twenty that wait have ten more turns before them: a second of the two is left.
    expect(granted?.newInMs).toBeGreaterThan(800);
    expect(granted?.newInMs).toBeLessThan(1_010);
    await pass(10_000);
    expect(await take({ urgent: 11, promised: 5, ordinary: 1 })).toMatchObject({
      urgent: 10,
      promised: 0,
      ordinary: 0,
    });
  });

  it('may be less than one in a second', async () => {
    await makeBucket(databases[0], 'slow', 0.5);
    expect(await take({ ordinary: 3 }, 0.5)).toMatchObject({ ordinary: 1 });
    await pass(1_000);
    expect(await take({ promised: 1 }, 0.5)).toMatchObject({ promised: 0 });
    await pass(1_000);
    expect(await take({ promised: 1 }, 0.5)).toMatchObject({ promised: 1 });
  });

  it('are never more than that, however many ask at once', async () => {
    await makeBucket(databases[0], 'slow', RATE);
    const started = performance.now();
    const asked = await Promise.all(
      Array.from({ length: 60 }, (_each, place) =>
        takeTokens(databases[place % 2 === 0 ? 0 : 1], 'slow', RATE, { ...ASK, urgent: 1 }),
      ),
    );
    const seconds = (performance.now() - started) / 1_000;
    const granted = asked.reduce((sum, each) => sum + (each?.urgent ?? 0), 0);
    expect(granted).toBeGreaterThanOrEqual(10);
    expect(granted).toBeLessThanOrEqual(10 + Math.ceil(seconds * RATE));
  });
});

it(
  'two replicas together send no more than the rate, nobody is lost, and the early ones go first',
  { timeout: 30_000 },
  async () => {
    const left: { at: number; batch: string }[] = [];
    const slow: Provider = {
      name: 'slow',
      channels: ['SMS'],
      configured: true,
      send: (batch) => {
        left.push(...batch.map(({ messageId }) => ({ at: performance.now(), batch: messageId })));
        return Promise.resolve(batch.map(() => ({ kind: 'sent' })));
      },
    };
    const providers = testProviders({ sendRates: new Map([['slow', RATE]]) });
    const replicas = await Promise.all(
      databases.map((database) => Delivering.by(database, [slow], { providers })),
    );
    const begun = performance.now();
    const ids = [await newDue(databases[0], 20, 'SMS'), await newDue(databases[0], 20, 'SMS')];
    await Promise.all(
      replicas.map(({ deliverer }, place) => deliverer.deliver({ messageId: ids[place] ?? '', batch: 0 })),
    );
    const [held] = await databases[0].query(
      `SELECT count(*)::int AS count, max(attempt) AS attempt, max(tries) AS tries FROM deliveries WHERE status = 'RETRYING' AND error_code = 'RATE_HELD'`,
    );
    expect(held).toEqual({ count: 30, attempt: 0, tries: 0 });

    for (let turn = 0; left.length < 40 && performance.now() - begun < 20_000; turn++) {
      for (const { messageId } of await promoteDue(databases[0])) {
        await replicas[turn % 2]?.deliverer.deliver({ messageId, batch: 0 });
      }
      await sleep(100);
    }
    expect(left).toHaveLength(40);
    for (const [place, { at }] of left.entries()) {
      // Of any stretch of time: what it lets leave, and the second that was saved up.
      const within = left.slice(place).filter((each) => each.at - at < 1_000).length;
      expect(within).toBeLessThanOrEqual(2 * RATE);
      expect(place + 1).toBeLessThanOrEqual(RATE + ((at - begun) / 1_000) * RATE + 1);
    }
    expect(performance.now() - begun).toBeLessThan(8_000);
    const attempts = await databases[0].query('SELECT number FROM attempts WHERE number <> 1');
    expect(attempts).toEqual([]);
  },
);
