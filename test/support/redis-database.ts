import { Redis } from 'ioredis';
import { inject } from 'vitest';
import { afterFile } from './after-file.js';
import { eventually } from './eventually.js';

/** Says that a logical database is the tests' own, so that a later run may empty it. */
const OURS = 'munadi:tests';
/** One for each test process, so that files beside each other do not meet. */
const NUMBER = process.env.VITEST_POOL_ID ?? '1';

let used = false;

/** An empty logical database of the run's Redis. */
export async function emptyRedis(): Promise<string> {
  if (!used) afterFile(() => eventually(nobodyConnected, { timeout: 3_000 }));
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

async function nobodyConnected(): Promise<void> {
  const left = await asked(async (client) => {
    const connections = String(await client.client('LIST')).split('\n');
    const me = `id=${await client.client('ID')} `;
    return (
      connections
        .filter((line) => line.includes(`db=${NUMBER} `) && !line.startsWith(me))
        // The socket adapter reads with XREAD BLOCK, and hangs up when its five seconds are over.
        .filter((line) => !line.includes('cmd=xread'))
    );
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
