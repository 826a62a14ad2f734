import { setTimeout as sleep } from 'node:timers/promises';
import { approve, newCommunity, newPeople, propose } from './people.sql.js';
import type { Scene } from './scene.js';

const EVERY_MS = 150;

/** News that keeps coming until it is stopped: for a few people each time, now and then for a crowd. */
export class Load {
  private stopped = false;
  private readonly ended: Promise<void>;

  constructor(scene: Scene) {
    this.ended = this.run(scene);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.ended;
  }

  private async run(scene: Scene): Promise<void> {
    for (let round = 1; !this.stopped; round++) {
      // A database that is away accepts nothing, and who asked knows it.
      await (round % 10 === 0 ? tellCrowd(scene) : tellSome(scene)).catch(() => {});
      await sleep(EVERY_MS);
    }
  }
}

/** Some news, then the trouble, then some news. */
export async function underLoad(scene: Scene, trouble: () => Promise<void>): Promise<void> {
  const load = new Load(scene);
  await sleep(1_000);
  await trouble();
  await sleep(1_000);
  await load.stop();
}

const tellSome = async (scene: Scene) => approve(scene, await newPeople(scene, 5));
const tellCrowd = async (scene: Scene) => propose(scene, await newCommunity(scene, 60));
