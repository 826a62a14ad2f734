import { expect } from 'vitest';
import type { Step } from '../../../src/platform/observability/steps.js';
import { eventually } from '../../support/eventually.js';
import { atRest } from '../harness/at-rest.js';
import { STANDS_STILL } from '../harness/failpoint.js';
import { letTimePass } from '../harness/letting-time-pass.sql.js';
import { approve, newPeople } from '../harness/people.sql.js';
import { scenario } from '../scenario.js';

interface Expected {
  doubled: boolean;
  channel?: 'EMAIL';
}

/** A worker stands still for longer than its lease, another one does its work, and then the first one goes on. */
const stall = (step: Step, { doubled, channel }: Expected) =>
  scenario(
    `a stall beyond the lease at ${step}`,
    { short: { people: 12 }, long: { people: 40 } },
    async (scene, { people }) => {
      const slow = await scene.started();
      await scene.begin();
      slow.send({ step, channel, standsStillMs: 70_000 });
      await approve(scene, await newPeople(scene, people));
      await eventually(() => expect(slow.said).toContain(STANDS_STILL), { timeout: 20_000 });
      // It cannot use the time, and nobody else is there.
      await letTimePass(scene);
      const from = performance.now();
      const other = await scene.start();
      await atRest(scene);
      slow.signal('SIGCONT');
      expect(await slow.end()).toBe(0);
      const { doubled: found } = await scene.settled(`stall at ${step}`, from);
      expect(found > 0).toBe(doubled);
      await other.end();
    },
  );

export const stalls = [
  stall('relay.taken', { doubled: false }),
  // In the middle of a transaction: whoever needs its locks has to wait until PostgreSQL ends it.
  stall('accept.written', { doubled: false }),
  stall('deliver.claimed', { doubled: false }),
  stall('deliver.worded', { doubled: false }),
  // It had sent before it stood still, and the other one cannot know that.
  stall('deliver.sent', { doubled: true, channel: 'EMAIL' }),
];
