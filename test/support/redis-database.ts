import { Redis } from 'ioredis';
import { afterAll, inject } from 'vitest';
import { eventually } from './eventually.js';

/** Says that a logical database is the tests' own, so that a later run may empty it. */
const OURS = 'munadi:tests';
/** One for each test process, so that files beside each other do not meet. */
const NUMBER = process.env.VITEST_POOL_ID ?? '1';

let used = false;

/** An empty logical database of the run's Redis. */
export async function emptyRedis(): Promise<string> {
  used = true;
  return asked(async (client, url) => {
    // REDIS_URL may be somebody's Redis that holds something dear.
    if ((await client.dbsize()) > 0 && !(await client.exists(OURS)))
      throw new Error(
        `Database ${NUMBER} of REDIS_URL holds keys that are not the tests'; it will not be emptied.`,
      );
    await client.flushdb();
    await client.set(OURS, 'may be emptied at any time');
    return url;
  });
}

afterAll(async () => {
  if (used) await eventually(nobodyConnected, { timeout: 3_000 });
});

async function nobodyConnected(): Promise<void> {
  const mine = `db=${NUMBER} `;
  const left = await asked(async (client) => {
    const others = String(await client.client('LIST', 'TYPE', 'NORMAL')).split('\n');
    const me = `id=${await client.client('ID')} `;
    return others.filter((line) => line.includes(mine) && !line.startsWith(me));
  });
  if (left.length === 0) return;
  throw new Error(
    `The test file leaves ${left.length} Redis connection(s) open; close them in afterAll:\n${left.join('\n')}`,
  );
}

async function asked<T>(work: (client: Redis, url: string) => Promise<T>): Promise<T> {
  const server = inject('redisUrl');
  if (!server) throw new Error('There is no Redis here; ask for one inside describeOnEachBackend only.');
  const url = new URL(server);
  url.pathname = `/${NUMBER}`;
  const client = new Redis(url.href, { maxRetriesPerRequest: 1 });
  try {
    return await work(client, url.href);
  } finally {
    client.disconnect();
  }
}
