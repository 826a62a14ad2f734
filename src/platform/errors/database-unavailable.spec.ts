import { describe, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.js';
import { Database } from '../database/database.js';
import { isDatabaseUnavailable } from './database-unavailable.js';

const withCode = (code: string) => Object.assign(new Error('x'), { code });

test.each<[string, unknown, boolean]>([
  ['nobody listens', withCode('ECONNREFUSED'), true],
  ['nobody listens on either address', Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }), true],
  ['the server is told to stop', withCode('57P01'), true],
  ['the server is starting', withCode('57P03'), true],
  ['the connection broke', withCode('08006'), true],
  ['no connection is left', withCode('53300'), true],
  ['pg lost its connection', new Error('Connection terminated unexpectedly'), true],
  ['the pool gave up waiting', new Error('timeout exceeded when trying to connect'), true],
  ['Prisma cannot reach it', withCode('P1001'), true],
  ['Prisma at its start', Object.assign(new Error('x'), { errorCode: 'P1001' }), true],
  ['Prisma waited for a connection', withCode('P2024'), true],
  [
    'Prisma with what its adapter said',
    Object.assign(withCode('P2039'), { meta: { driverAdapterError: { cause: { originalCode: '57P01' } } } }),
    true,
  ],
  ['the adapter alone', new Error('x', { cause: { kind: 'DatabaseNotReachable' } }), true],
  ['wrapped', new Error('x', { cause: withCode('ECONNRESET') }), true],
  ['a duplicate', withCode('23505'), false],
  ['a syntax error', withCode('42601'), false],
  ['Prisma found a duplicate', withCode('P2002'), false],
  ['a bug', new TypeError('x is undefined'), false],
  ['somebody says so in a body', { message: 'Connection terminated' }, false],
  ['nothing', undefined, false],
])('%s', (_name, error, expected) => {
  expect(isDatabaseUnavailable(error)).toBe(expected);
});

test('an error that is its own cause ends', () => {
  const error = new Error('x');
  error.cause = error;
  expect(isDatabaseUnavailable(error)).toBe(false);
});

describe('the real thing', () => {
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => 'It did not fail.',
      (error: unknown) => error,
    );

  test('nobody listens', async () => {
    const database = new Database('postgres://nobody@127.0.0.1:1/none');
    expect(await failure(database.query('SELECT 1'))).toSatisfy(isDatabaseUnavailable);
    expect(await failure(database.prisma.user.count())).toSatisfy(isDatabaseUnavailable);
    expect(await failure(database.prisma.$queryRaw`SELECT 1`)).toSatisfy(isDatabaseUnavailable);
    await database.pool.end();
  });

  test('the server hangs up in the middle', async () => {
    const { url } = await testDatabase();
    const [database, operator] = [new Database(url), new Database(url)];
    const hangUp = async () => {
      const sleepers = `SELECT pg_terminate_backend(pid) AS done FROM pg_stat_activity
                        WHERE query ILIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()`;
      await expect.poll(() => operator.query(sleepers)).toHaveLength(1);
    };
    const byQuery = failure(database.query('SELECT pg_sleep(60)'));
    await hangUp();
    expect(await byQuery).toSatisfy(isDatabaseUnavailable);
    const byPrisma = failure(database.prisma.$queryRaw`SELECT pg_sleep(60)::text`);
    await hangUp();
    expect(await byPrisma).toSatisfy(isDatabaseUnavailable);
    await Promise.all([database.pool.end(), operator.pool.end()]);
  });

  test('a mistake of ours is none of it', async () => {
    const database = new Database((await testDatabase()).url);
    expect(await failure(database.query('SELECT nothing'))).not.toSatisfy(isDatabaseUnavailable);
    expect(await failure(database.prisma.$queryRaw`SELECT nothing`)).not.toSatisfy(isDatabaseUnavailable);
    await database.pool.end();
  });
});
