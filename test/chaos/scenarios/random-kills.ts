import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { Load } from '../harness/load.js';
import { scenario } from '../scenario.js';

/** Two replicas under load, of which one or the other dies at any moment. */
export const randomKills = scenario(
  'random kills',
  { short: { kills: 6, leasesRunOut: false }, long: { kills: 200, leasesRunOut: true } },
  async (scene, { kills, leasesRunOut }) => {
    const replicas = [await scene.started(), await scene.started()];
    await scene.begin();
    const load = new Load(scene);
    for (let kill = 0; kill < kills; kill++) {
      // A replica that is killed before it has done anything shows little.
      const before = scene.sink.count;
      await eventually(() => expect(scene.sink.count).toBeGreaterThan(before), { timeout: 60_000 });
      await sleep(Math.random() * 1_000);
      await replicas[kill % 2]?.end('SIGKILL');
      replicas[kill % 2] = await scene.start();
    }
    await load.stop();
    if (!leasesRunOut) {
      await scene.kill(...replicas.splice(0));
      replicas.push(await scene.start());
    }
    await scene.settled(`${kills} kills at random`);
    for (const replica of replicas) await replica.end();
  },
);
