import { expect, it } from 'vitest';
import { startApp } from '../../test/support/app.js';
import { eventually } from '../../test/support/eventually.js';
import { Queues } from '../platform/queues/queues.js';

it('a crowd whose hints were all lost is hinted at without a break', { timeout: 60_000 }, async () => {
  // Its clock ticks, and nobody serves the lane.
  const app = await startApp({ MUNADI_LANES: 'critical' });
  const hints = async () => (await app.nest.get(Queues).waiting()).bulk.count;
  await app.sql(
    `INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, ready_at, due_at)
     SELECT '01937b6e-7c00-7000-8000-000000000001', gen_random_uuid(), 'EMAIL', 'bulk', 'PENDING', place / 500,
            now() - interval '1 minute', now() - interval '1 minute' FROM generate_series(0, 14999) AS place`,
  );
  await eventually(async () => expect(await hints()).toBeGreaterThan(0), { timeout: 30_000 });
  await eventually(async () => expect(await hints()).toBe(30), { timeout: 6_000 });
});
