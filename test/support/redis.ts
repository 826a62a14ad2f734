import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import type { TestProject } from 'vitest/node';
import { installWithApt } from './apt.js';
import { eventually } from './eventually.js';
import { freePort } from './free-port.js';
import { onPath } from './on-path.js';
import { privateFolder } from './private-folder.js';

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
  const server = command() ?? (installWithApt('redis-server') ? command() : undefined);
  if (!server) {
    provide('redisUrl', undefined);
    return undefined;
  }
  const started = await start(server);
  provide('redisUrl', started.url);
  return started.stop;
}

const command = () => onPath('redis-server', 'valkey-server');

async function start(server: string): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = privateFolder('redis');
  const port = await freePort();
  const settings = [`port ${port}`, 'bind 127.0.0.1', `dir ${folder.path}`, 'databases 64'].concat([
    `pidfile ${folder.path}/redis.pid`,
    'save ""',
    'appendonly no',
    'maxmemory-policy noeviction',
  ]);
  const child = spawn(server, ['-'], { stdio: ['pipe', 'ignore', 'ignore'] });
  child.stdin.end(settings.join('\n'));
  const exited = once(child, 'exit');
  const url = `redis://127.0.0.1:${port}`;
  await answers(url);
  return {
    url,
    stop: async () => {
      child.kill();
      await exited;
      await folder.remove();
    },
  };
}

async function answers(url: string): Promise<void> {
  const client = new Redis(url, { retryStrategy: () => 50, maxRetriesPerRequest: null });
  client.on('error', () => {});
  try {
    await eventually(() => client.ping(), { timeout: 10_000 });
  } finally {
    client.disconnect();
  }
}
