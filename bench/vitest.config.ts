import { defineConfig } from 'vitest/config';

const HOURS = 60 * 60 * 1_000;

/** `npm run bench`: one figure after another, alone on the machine. */
export default defineConfig({
  test: {
    root: '.',
    include: ['bench/**/*.bench.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: HOURS,
    hookTimeout: HOURS,
    globalSetup: ['bench/support/durable-postgres.ts', 'test/support/redis.ts'],
    reporters: [['default', { summary: false }], './bench/support/report.ts'],
  },
});
