import { setTimeout as sleep } from 'node:timers/promises';
import { Load } from '../harness/load.js';
import { scenario } from '../scenario.js';

const off = (minutes: number) => ({ CHAOS_CLOCK_OFF_MS: String(minutes * 60_000) });

/** Times come from the database, so a machine may be wrong about them. */
export const wrongClocks = scenario(
  'machines whose clocks are five minutes off',
  { short: { seconds: 2 }, long: { seconds: 60 } },
  async (scene, { seconds }) => {
    // Retries need the clock that ticks.
    scene.sink.answer = (_to, before) =>
      before % 5 === 0 ? { kind: 'refuse', code: 451 } : { kind: 'take' };
    const ahead = await scene.started(off(5));
    const behind = await scene.start(undefined, off(-5));
    await scene.begin();
    const load = new Load(scene);
    await sleep(seconds * 1_000);
    // Whatever it has set for its own future is left to the other one, for which that is ten minutes away.
    await ahead.end();
    await sleep(seconds * 1_000);
    await load.stop();
    await scene.settled('clocks five minutes off, and the fast one leaves');
    await behind.end();
  },
);
