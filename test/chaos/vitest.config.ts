import { defineConfig } from 'vitest/config';

/** The long form of the chaos scenarios, for `npm run chaos`. The short one is part of `npm test`. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['long/*.spec.ts'],
    globalSetup: ['../support/build.ts', '../support/postgres.ts', '../support/redis.ts'],
    pool: 'forks',
    maxWorkers: 2,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
  },
});
