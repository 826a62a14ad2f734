import type { Queue } from 'bullmq';
import { getQueueToken } from '@nestjs/bullmq';
import { expect, it } from 'vitest';
import { deliverHint, hintId } from '../src/platform/queues/hints.js';
import { Queues } from '../src/platform/queues/queues.js';
import { describeOnEachBackend } from '../test/support/backends.js';
import { median, pairs, report, seconds, thousands } from './support/measure.js';

const HINTS = 20_000;
const MESSAGE = '01937b6e-7c00-7000-8000-000000000001';

describeOnEachBackend('hints', (backend) => {
  it('are added as fast as BullMQ adds jobs', async (context) => {
    // An api takes nothing out again.
    const app = await backend.startApp({ MUNADI_DEMO: '0', MUNADI_ROLE: 'api' });
    const queue = app.nest.get<Queue>(getQueueToken('bulk'), { strict: false });
    const hints = Array.from({ length: HINTS }, (_, batch) => deliverHint(MESSAGE, batch));

    const counted = async (add: () => Promise<unknown>) => {
      await queue.obliterate({ force: true });
      const took = await seconds(add);
      expect(await queue.getWaitingCount()).toBe(HINTS);
      return took;
    };
    const measured = await pairs(
      () => counted(() => app.nest.get(Queues).hint('bulk', hints)),
      () => counted(() => addBulk(queue)),
    );
    const ratios = measured.map(({ ours, theirs }) => theirs / ours);
    const rate = (times: number[]) => thousands(HINTS / median(times));
    report(context, {
      measure: `enqueue ÷ raw addBulk of equal payloads (${backend.name === 'redis' ? 'Redis' : 'PostgreSQL'})`,
      target: { atLeast: 0.9 },
      value: median(ratios),
      each: ratios,
      detail: `${rate(measured.map(({ ours }) => ours))} against ${rate(measured.map(({ theirs }) => theirs))} hints/s, in chunks of 500; a hint stands for up to 500 deliveries`,
    });
  });
});

async function addBulk(queue: Queue): Promise<void> {
  for (let start = 0; start < HINTS; start += 500) {
    await queue.addBulk(
      Array.from({ length: 500 }, (_, place) => ({
        name: 'deliver',
        data: { messageId: MESSAGE, batch: start + place },
        opts: {
          jobId: hintId(deliverHint(MESSAGE, start + place)),
          removeOnComplete: true,
          removeOnFail: true,
        },
      })),
    );
  }
}
