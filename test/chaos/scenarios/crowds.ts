import { expect } from 'vitest';
import { eventually } from '../../support/eventually.js';
import { claimsAfter } from '../invariants.js';
import { halfOf, newCommunity, optOutOfEmail, propose } from '../harness/people.sql.js';
import type { Scene } from '../harness/scene.js';
import { scenario } from '../scenario.js';

/** Chunks and batches end at round numbers, and there nobody has anything in hand. */
const OFF_THE_EDGE = 270;

const inHand = async (scene: Scene) => {
  const [row] = await scene.query<{ count: number }>(
    "SELECT count(*)::int FROM deliveries WHERE channel = 'EMAIL' AND status = 'SENDING'",
  );
  return row?.count ?? 0;
};

const taken = (scene: Scene, count: number) =>
  eventually(() => expect(scene.sink.count).toBeGreaterThanOrEqual(count), { timeout: 15 * 60_000 });

interface FanOut {
  people: number;
  at: readonly number[];
  settings: Record<string, string>;
}

export const fanOutKilled = scenario<FanOut>(
  'a fan-out that is killed',
  {
    // The bulk lane takes 20 hints a second, and each email that was lost needs one of its own.
    short: { people: 3_000, at: [0.5], settings: { BULK_THRESHOLD: '10000' } },
    long: { people: 100_000, at: [0.1, 0.5, 0.9], settings: {} },
  },
  async (scene, { people, at, settings }) => {
    const community = await newCommunity(scene, people);
    let munadi = await scene.started(settings);
    await scene.begin();
    await propose(scene, community);
    let from = performance.now();
    for (const part of at) {
      await taken(scene, people * part + OFF_THE_EDGE);
      await scene.kill(munadi);
      expect(await inHand(scene), 'it was killed in between').toBeGreaterThan(0);
      from = performance.now();
      munadi = await scene.start(undefined, settings);
    }
    const shares = at.map((part) => `${part * 100} %`).join(', ');
    await scene.settled(`a fan-out to ${people}, killed at ${shares}`, from);
    await munadi.end();
  },
);

/** I6: half of a crowd opts out while it is being written to. */
export const optOuts = scenario(
  'opt-outs in the middle of a fan-out',
  // More than are under way at a time: four batches of the bulk lane.
  { short: { people: 4_000 }, long: { people: 20_000 } },
  async (scene, { people }) => {
    scene.sink.answer = () => ({ kind: 'take', afterMs: 40 });
    const community = await newCommunity(scene, people);
    const half = await halfOf(scene, community);
    const munadi = await scene.started();
    await scene.begin();
    await propose(scene, community);
    await taken(scene, people / 20 + OFF_THE_EDGE);
    expect(await inHand(scene), 'they opted out in between').toBeGreaterThan(0);
    const moment = await optOutOfEmail(scene, half);
    const { ended } = await scene.settled(`a fan-out to ${people}, half of whom opt out`);
    expect(await claimsAfter(scene, moment, half)).toEqual([]);
    // Else it came too late to mean anything.
    expect(ended).toBeGreaterThan(0);
    await munadi.end();
  },
);
