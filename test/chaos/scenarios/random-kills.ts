import { setTimeout as sleep } from 'node:timers/promises';
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
      await sleep(200 + Math.random() * 800);
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
