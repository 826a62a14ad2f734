import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { Load } from '../harness/load.js';
import { scenario } from '../scenario.js';

const off = (minutes: number) => ({ CHAOS_CLOCK_OFF_MS: String(minutes * 60_000) });

/** Times come from the database, so a machine may be wrong about them. */
export const wrongClocks = scenario(
  'machines whose clocks are five minutes off',
  { short: { seconds: 2 }, long: { seconds: 60 } },
  async (scene, { seconds }) => {
    // Every fifth person is refused once: a retry needs the clock that ticks.
    const seen = new Set<string>();
    scene.sink.answer = (to) => {
      const again = seen.has(to);
      seen.add(to);
      return again || seen.size % 5 > 0 ? { kind: 'take' } : { kind: 'refuse', code: 451 };
    };
    const ahead = await scene.started(off(5));
    const behind = await scene.start(undefined, off(-5));
    await scene.begin();
    const load = new Load(scene);
    await sleep(seconds * 1_000);
    // Whatever it has set for its own future is left to the other one, for which that is ten minutes away.
    await ahead.end();
    await sleep(seconds * 1_000);
    await load.stop();
    const { endedAs } = await scene.settled('clocks five minutes off, and the fast one leaves');
    expect(endedAs).toEqual({});
    await behind.end();
  },
);
