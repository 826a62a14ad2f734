import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const BROWSER = 'test/browser/**/*.spec.ts';
// An evening's work, see docs/chaos.md.
const LONG_CHAOS = 'test/chaos/long/**';
/** What takes minutes, most of it waiting, is begun first: left over at the end it would keep everybody waiting. */
const LONG = [
  'chaos/crowds',
  'e2e/outages',
  'e2e/process',
  'chaos/waits',
  'e2e/emptied-queues',
  'e2e/quiet-order',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONG.findIndex((name) => moduleId.endsWith(`/test/${name}.spec.ts`));
      return place < 0 ? LONG.length : place;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

const patience = { testTimeout: 20_000, hookTimeout: 60_000 };

// Constructor injection needs no plugin: Vite reads the decorator options of tsconfig.json.
export default defineConfig({
  test: {
    pool: 'forks',
    // One more than two cores, because a third of the time is spent waiting for leases, retries and outages.
    maxWorkers: 3,
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
