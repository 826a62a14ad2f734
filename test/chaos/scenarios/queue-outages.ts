import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { BreakableLink } from '../../support/breakable-link.js';
import { underLoad } from '../harness/load.js';
import type { Scene } from '../harness/scene.js';
import { scenario } from '../scenario.js';

const redisOf = ({ redis }: Scene) => {
  if (!redis) throw new Error('This is about a Redis, and the queues are elsewhere.');
  return redis;
};

export const flushes = scenario(
  'Redis FLUSHALL in the middle',
  { short: { times: 1 }, long: { times: 5 } },
  async (scene, { times }) => {
    const munadi = await scene.started();
    await scene.begin();
    const client = new Redis(redisOf(scene).url);
    for (let time = 0; time < times; time++)
      await underLoad(scene, async () => void (await client.flushall()));
    client.disconnect();
    await scene.settled(`${times} × FLUSHALL`);
    await munadi.end();
  },
);

/** The connections break and no new one is taken. */
export const redisAway = scenario(
  'a Redis that is away',
  { short: { seconds: [3] }, long: { seconds: [3, 10, 60] } },
  async (scene, { seconds }) => {
    const { link, url } = await BreakableLink.to(redisOf(scene).url);
    const munadi = await scene.started({ REDIS_URL: url });
    for (const each of seconds) {
      await scene.begin();
      await underLoad(scene, async () => {
        link.cut();
        await sleep(each * 1_000);
        link.mend();
      });
      await scene.settled(`Redis away for ${each} s`);
    }
    await munadi.end();
    await link.close();
  },
);

/** It keeps its connections, and answers nothing. */
export const redisHangs = scenario(
  'a Redis that hangs',
  { short: { seconds: [3] }, long: { seconds: [3, 10, 60] } },
  async (scene, { seconds }) => {
    const redis = redisOf(scene);
    const munadi = await scene.started();
    for (const each of seconds) {
      await scene.begin();
      await underLoad(scene, async () => {
        redis.hang();
        await sleep(each * 1_000);
        redis.goOn();
      });
      await scene.settled(`Redis hangs for ${each} s`);
    }
    await munadi.end();
  },
);
