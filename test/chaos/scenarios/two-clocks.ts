import { expect } from 'vitest';
import { Clock } from '../../../src/clock/clock.js';
import { eventually } from '../../support/eventually.js';
import { startApp } from '../../support/app.js';
import { newPeople, register } from '../harness/people.sql.js';
import { scenario } from '../scenario.js';

/** One tick is for all, but a queue that lost its connection may hand it out twice. */
export const twoClocks = scenario(
  'two replicas that tick at once while steps fall due',
  { short: { people: 800 }, long: { people: 20_000 } },
  async (scene, { people }) => {
    const environment = { ...scene.environment, ESCALATION_STEPS: 'EMAIL:1h', THROTTLE_PER_HOUR: '1000' };
    const replicas = [await startApp(environment), await startApp(environment)];
    await scene.begin();
    await register(scene, await newPeople(scene, people));
    const steps = async () =>
      (await scene.query("SELECT FROM deliveries WHERE channel = 'EMAIL' AND status = 'SCHEDULED'")).length;
    await eventually(async () => expect(await steps()).toBe(people), { timeout: 15 * 60_000, every: 200 });

    const from = performance.now();
    await scene.query("UPDATE deliveries SET due_at = now() WHERE status = 'SCHEDULED'");
    for (let left = await steps(); left > 0; left = await steps()) {
      await Promise.all(replicas.flatMap(({ nest }) => [nest.get(Clock).tick(), nest.get(Clock).tick()]));
    }
    const { delivered, doubled } = await scene.settled(
      `${people} steps due at once, two replicas tick`,
      from,
    );
    expect([delivered, doubled]).toEqual([people, 0]);
    for (const replica of replicas) await replica.close();
  },
);
