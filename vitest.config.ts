import { defineConfig } from 'vitest/config';

const BROWSER = 'test/browser/**/*.spec.ts';
// An evening's work, see docs/chaos.md.
const LONG_CHAOS = 'test/chaos/long/**';
const patience = { testTimeout: 20_000, hookTimeout: 60_000 };

// Constructor injection needs no plugin: Vite reads the decorator options of tsconfig.json.
export default defineConfig({
  test: {
    pool: 'forks',
    // Enough for two cores; more would only make the timing of queues and sockets less true.
    maxWorkers: 2,
    teardownTimeout: 20_000,
    globalSetup: ['test/support/build.ts', 'test/support/postgres.ts', 'test/support/redis.ts'],
    projects: [
      {
        test: {
          name: 'server',
          include: ['src/**/*.spec.ts', 'test/**/*.spec.ts'],
          exclude: [BROWSER, LONG_CHAOS],
          ...patience,
        },
      },
      { test: { name: 'console', include: ['web/src/**/*.spec.{ts,tsx}'], ...patience } },
      {
        test: {
          name: 'browser',
          include: [BROWSER],
          globalSetup: ['test/support/chromium.ts'],
          ...patience,
        },
      },
    ],
  },
});
