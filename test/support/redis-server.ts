import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import { eventually } from './eventually.js';
import { freePort } from './free-port.js';
import { onPath } from './on-path.js';
import { privateFolder } from './private-folder.js';

export interface RedisServer {
  url: string;
  port: number;
  /** Lets it take connections and answer nothing, until it goes on. */
  hang(): void;
  goOn(): void;
  stop(): Promise<void>;
}

export const redisCommand = () => onPath('redis-server', 'valkey-server');

const KEPT_NOWHERE = ['databases 64', 'save ""', 'appendonly no', 'maxmemory-policy noeviction'];

/** A Redis of our own on a free port. */
export async function startRedis(
  settings: readonly string[] = KEPT_NOWHERE,
  ...words: string[]
): Promise<RedisServer> {
  const folder = privateFolder('redis');
  const port = await freePort();
  const file = `${folder.path}/redis.conf`;
  const own = [`port ${port}`, 'bind 127.0.0.1', `dir ${folder.path}`, `pidfile ${folder.path}/redis.pid`];
  writeFileSync(file, [...own, ...settings, ''].join('\n'));
  const child = spawn(redisCommand() ?? 'redis-server', [file, ...words], { stdio: 'ignore' });
  const exited = once(child, 'exit');
  const url = `redis://127.0.0.1:${port}`;
  await answers(url);
  return {
    url,
    port,
    hang: () => child.kill('SIGSTOP'),
    goOn: () => child.kill('SIGCONT'),
    stop: async () => {
      child.kill('SIGCONT');
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
