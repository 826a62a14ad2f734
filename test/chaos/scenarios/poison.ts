import { expect } from 'vitest';
import { atRest } from '../harness/at-rest.js';
import { halfOf, newCommunity, propose } from '../harness/people.sql.js';
import { scenario } from '../scenario.js';

/** Lost with the whole batch, and then alone; after that it is not sent any more. */
const DEATHS = 2;

/** Whoever has the email to this one person in hand dies of it, each time. */
export const poison = scenario(
  'an email that kills its worker',
  { short: { people: 40 }, long: { people: 240 } },
  async (scene, { people }) => {
    const community = await newCommunity(scene, people);
    const [userId = ''] = await halfOf(scene, community);
    const poisonous = { step: 'deliver.worded', channel: 'EMAIL', userId } as const;
    await scene.begin();
    await propose(scene, community);
    for (let death = 0; death < DEATHS; death++)
      await scene.diesAt(poisonous.step, await scene.start(poisonous));

    const from = performance.now();
    const munadi = await scene.start(poisonous);
    await Promise.race([
      atRest(scene),
      munadi.exit().then(() => Promise.reject(new Error('It died again.'))),
    ]);
    const { delivered, unknown } = await scene.settled('an email that kills its worker', from);
    const [victim] = await scene.query(
      `SELECT deliveries.status::text AS status FROM deliveries JOIN notifications ON notifications.id = notification_id
        WHERE channel = 'EMAIL' AND user_id = $1`,
      [userId],
    );
    expect(victim).toEqual({ status: 'UNKNOWN' });
    // Those that were in hand beside it, when it was alone in its batch, share its fate; their emails may have left.
    expect(delivered + unknown).toBeGreaterThanOrEqual(people);
    await munadi.end();
  },
);
