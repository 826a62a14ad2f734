import { afterEach, beforeEach, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.js';
import { isDatabaseUnavailable } from '../errors/database-unavailable.js';
import { Database, type Sql } from './database.js';

let database: Database;
let url: string;

beforeEach(async () => {
  ({ url } = await testDatabase());
  database = new Database(url);
});
afterEach(() => database.onApplicationShutdown());

test('a statement waits 30 seconds for its answer', () => {
  expect(database.pool.options.query_timeout).toBe(30_000);
});

const noAnswer = (sql: Sql) => sql.query('SELECT pg_sleep(2)');

test.each<[string, (impatient: Database) => Promise<unknown>]>([
  ['a statement', noAnswer],
  ['a transaction', (impatient) => impatient.transaction(noAnswer)],
])('%s without an answer gives up, and its connection with it', async (_name, work) => {
  const impatient = new Database(`${url}?query_timeout=300`);
  const started = Date.now();
  await expect(work(impatient)).rejects.toSatisfy(isDatabaseUnavailable);
  expect(Date.now() - started).toBeLessThan(1_500);
  expect(impatient.pool.totalCount).toBe(0);
  await impatient.onApplicationShutdown();
});

test('a connection that comes back in the middle of a transaction goes to nobody else', async () => {
  const client = await database.pool.connect();
  await client.query('BEGIN');
  client.release();
  const [answer] = await database.query('SELECT now() = statement_timestamp() AS own');
  expect(answer).toEqual({ own: true });
});

test('what Prisma says of a failed call does not show the source around it', async () => {
  const call = database.prisma.user.delete({ where: { id: '00000000-0000-0000-0000-000000000000' } });
  const error = await call.catch((cause: unknown) => cause);
  expect((error as Error).message).toContain('required but not found');
  expect((error as Error).message).not.toContain('database.spec.ts');
});
