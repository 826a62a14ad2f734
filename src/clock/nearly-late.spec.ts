import { Worker, type Job } from 'bullmq';
import { expect, it } from 'vitest';
import type { TestApp } from '../../test/support/app.js';
import { describeOnEachBackend } from '../../test/support/backends.js';
import { eventually } from '../../test/support/eventually.js';
import type { QueueBackend } from '../platform/queues/backend.js';
import { deliverHint } from '../platform/queues/hints.js';
import { QUEUE_BACKEND, Queues } from '../platform/queues/queues.js';

describeOnEachBackend('a lane that is full and far behind', (backend) => {
  /** For each, a message of one delivery that has waited for so many minutes; all at once, for one sweep. */
  async function waiting(app: TestApp, ...minutes: number[]): Promise<string[]> {
    const rows = await app.sql<{ id: string }>(
      `WITH them AS MATERIALIZED (
         SELECT uuidv7() AS id, now() - each * interval '1 minute' AS since, place
           FROM unnest($1::int[]) WITH ORDINALITY AS them(each, place)
       ), said AS (
         INSERT INTO messages (id, type, origin, audience, channels, priority, lane, strategy, state)
         SELECT id, 'GENERIC', 'EVENT', '{}', '{EMAIL}', 'HIGH', 'important', 'BROADCAST', 'COMPLETED' FROM them
       ), due AS (
         INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, ready_at, due_at)
         SELECT id, gen_random_uuid(), 'EMAIL', 'important', 'PENDING', 0, since, since FROM them
       )
       SELECT id FROM them ORDER BY place`,
      [minutes],
    );
    return rows.map(({ id }) => id);
  }

  it('takes what is nearly late before all the rest, the latest first', { timeout: 60_000 }, async () => {
    // Its clock ticks, and nobody serves the lane.
    const app = await backend.startApp({ MUNADI_LANES: 'critical' });
    const queues = app.nest.get(Queues);
    const crowd = Array.from({ length: 50 }, () => deliverHint(crypto.randomUUID(), 0));
    await queues.hint('important', crowd);
    const [late, later, inGoodTime] = await waiting(app, 25, 29, 5);
    await eventually(async () => expect((await queues.waiting()).important.count).toBe(53), {
      timeout: 30_000,
    });
    // As late as what is in front, so that the hints behind it do not count as lost.
    expect((await queues.waiting()).important.oldestMs).toBeGreaterThan(25 * 60_000);

    const { worker: connection, prefix } = app.nest.get<QueueBackend>(QUEUE_BACKEND);
    const worker = new Worker('important', undefined, {
      connection,
      autorun: false,
      ...(prefix && { prefix }),
    });
    const order: string[] = [];
    for (let place = 0; place < 53; place++) {
      const job = (await worker.getNextJob('token')) as Job<{ messageId: string }> | undefined;
      order.push(job?.data.messageId ?? 'nothing');
    }
    await worker.close();
    expect(order.slice(0, 2)).toEqual([later, late]);
    expect(order.at(-1)).toBe(inGoodTime);
    await app.close();
  });
});
