import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { afterFile } from '../support/after-file.js';
import { startApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { redisCommand, startRedis, type RedisServer } from '../support/redis-server.js';

const startsAt = new Date(Date.now() + 86_400_000).toISOString();

async function started(...args: Parameters<typeof startRedis>): Promise<RedisServer> {
  const server = await startRedis(...args);
  afterFile(() => server.stop());
  return server;
}

/** One node that holds all slots: a cluster to whoever speaks to it, which refuses keys that do not belong together. */
async function cluster(): Promise<string> {
  // Until it meets another one, a node does not know its own address and names none.
  const node = await started(['cluster-enabled yes', 'cluster-announce-ip 127.0.0.1', 'save ""']);
  const client = new Redis(node.url);
  await client.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
  await eventually(async () => expect(await client.call('CLUSTER', 'INFO')).toContain('cluster_state:ok'));
  client.disconnect();
  return `redis+cluster://127.0.0.1:${node.port}`;
}

async function sentinel(): Promise<string> {
  const master = await started();
  const watcher = await started([`sentinel monitor town 127.0.0.1 ${master.port} 1`], '--sentinel');
  return `redis+sentinel://127.0.0.1:${watcher.port}/town`;
}

describe.skipIf(!redisCommand())('one event goes through', () => {
  it.each([
    ['a Redis Cluster', cluster],
    ['the master that a Sentinel names', sentinel],
  ])('%s', async (_name, start) => {
    const app = await startApp({ REDIS_URL: await start() });
    const head = await app.socket('community-head@demo.munadi');
    const member = await app.as('member@demo.munadi');
    await member.post('/api/events', { title: 'Kite festival', startsAt });
    expect(await head.next('notification:new', 10_000)).toMatchObject({
      title: '“Kite festival” waits for your approval',
    });
    await eventually(async () => {
      const sent = await app.sql("SELECT FROM deliveries WHERE status IN ('SENT', 'DELIVERED')");
      expect(sent).toHaveLength(4);
    });
    await app.close();
  });
});
