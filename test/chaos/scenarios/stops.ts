import { expect } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { approve, newCommunity, newPeople, propose } from '../harness/people.sql.js';
import { scenario } from '../scenario.js';

/** I9: who is asked to stop ends what it has in hand and leaves nothing in the dark. */
export const stopsUnderLoad = scenario(
  'SIGTERM under load',
  { short: { rounds: 2 }, long: { rounds: 20 } },
  async (scene, { rounds }) => {
    await scene.begin();
    scene.sink.answer = () => ({ kind: 'take', afterMs: 30 });
    for (let round = 0; round < rounds; round++) {
      const munadi = await scene.started();
      const goal = scene.sink.count + 40;
      await propose(scene, await newCommunity(scene, 300));
      await approve(scene, await newPeople(scene, 40));
      await eventually(() => expect(scene.sink.count).toBeGreaterThan(goal), { timeout: 30_000 });
      expect(await munadi.end()).toBe(0);
      const inTheDark = await scene.query(
        `SELECT status::text FROM deliveries WHERE status IN ('SENDING', 'UNKNOWN')
         UNION ALL SELECT 'an attempt' FROM attempts WHERE outcome = 'UNKNOWN'`,
      );
      expect(inTheDark).toEqual([]);
    }
    const from = performance.now();
    const munadi = await scene.start();
    await scene.settled(`${rounds} × SIGTERM under load`, from);
    await munadi.end();
  },
);
