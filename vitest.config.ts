import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const BROWSER = 'test/browser/**/*.spec.ts';
// An evening's work, see docs/chaos.md.
const LONG_CHAOS = 'test/chaos/long/**';
/** They take minutes, most of it waiting: begun last, one of them would keep everybody waiting at the end. */
const LONG = ['test/chaos/', 'test/e2e/'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONG.some((folder) => moduleId.includes(folder));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

const patience = { testTimeout: 20_000, hookTimeout: 60_000 };

// Constructor injection needs no plugin: Vite reads the decorator options of tsconfig.json.
export default defineConfig({
  test: {
    pool: 'forks',
    // Enough for two cores; more would only make the timing of queues and sockets less true.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
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
