import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../../test/support/database.js';
import { Database } from '../platform/database/database.js';
import { suppressAddresses, type Flawed } from './suppress.sql.js';

let database: Database;
beforeAll(async () => {
  database = new Database((await testDatabase()).url);
});
afterAll(() => database.onApplicationShutdown());

it('is told of the same addresses by several at once, each in its own order, and nobody gets in the way', async () => {
  for (let round = 0; round < 10; round++) {
    const flawed = Array.from({ length: 500 }, (_, i): Flawed => ({
      channel: 'EMAIL',
      address: `${round}-${i}@example.test`,
      reason: 'BOUNCED',
    }));
    await Promise.all(
      [flawed, flawed.toReversed(), flawed, flawed.toReversed()].map((those) =>
        suppressAddresses(database, those),
      ),
    );
  }
  const [row] = await database.query<{ count: number }>('SELECT count(*)::int AS count FROM suppressions');
  expect(row?.count).toBe(5_000);
});
