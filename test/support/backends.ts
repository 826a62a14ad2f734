import { describe, inject } from 'vitest';
import { afterSuite } from './after-file.js';
import { startApp, type TestApp } from './app.js';
import { testDatabase } from './database.js';
import { emptyRedis } from './redis-database.js';

export interface TestBackend {
  name: 'postgres' | 'redis';
  /** Where a fresh database and, on Redis, an empty Redis are; give it to startApp, to several for replicas. */
  environment(): Promise<Record<string, string>>;
  /** One application on a fresh database. */
  startApp(overrides?: Record<string, string>): Promise<TestApp>;
}

/**
 * Runs the suite once with the queues on PostgreSQL and once with them on Redis. One file may hold both:
 * BullMQ's default backend belongs to the process, but every queue keeps the one it was made with, and
 * booting an application sets it anew.
 */
export function describeOnEachBackend(name: string, suite: (backend: TestBackend) => void): void {
  describe(`${name}, queues on PostgreSQL`, () => {
    afterSuite();
    suite(backend('postgres', onPostgres));
  });
  describe.skipIf(!inject('redisUrl'))(`${name}, queues on Redis`, () => {
    afterSuite();
    suite(backend('redis', onRedis));
  });
}

const onPostgres = async () => ({ DATABASE_URL: (await testDatabase()).url });
const onRedis = async () => ({ ...(await onPostgres()), REDIS_URL: await emptyRedis() });

function backend(name: TestBackend['name'], environment: () => Promise<Record<string, string>>): TestBackend {
  return {
    name,
    environment,
    startApp: async (overrides = {}) => startApp({ ...(await environment()), ...overrides }),
  };
}
