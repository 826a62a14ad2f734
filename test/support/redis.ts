import type { TestProject } from 'vitest/node';
import { installWithApt } from './apt.js';
import { redisCommand, startRedis } from './redis-server.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Undefined where no Redis can be had: suites that need one are then skipped by name. */
    redisUrl: string | undefined;
  }
}

/** One Redis for the whole run: the given one, else one of our own, else none. */
export default async function redis({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (process.env.REDIS_URL) {
    provide('redisUrl', process.env.REDIS_URL);
    return undefined;
  }
  if (!redisCommand()) installWithApt('redis-server');
  if (!redisCommand()) {
    provide('redisUrl', undefined);
    return undefined;
  }
  const { url, stop } = await startRedis();
  provide('redisUrl', url);
  return stop;
}
