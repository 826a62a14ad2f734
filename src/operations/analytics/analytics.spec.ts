import { beforeAll, beforeEach, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { AnalyticsView, LaneView } from './analytics.dto.js';

let app: TestApp;

beforeAll(async () => {
  // It leaves what waits in the other lanes alone.
  app = await startApp({ MUNADI_LANES: 'bulk' });
});
beforeEach(async () => {
  await app.sql('TRUNCATE deliveries, notifications, messages');
});

/** Deliveries of a message that was accepted so long ago, which left or failed so many seconds after they should. */
async function ended(lane: string, acceptedAgo: string, status: string, seconds: number[]): Promise<void> {
  await app.sql(
    `WITH said AS (
       INSERT INTO messages (id, type, origin, audience, channels, priority, lane, strategy, state)
       VALUES (uuidv7(-$2::interval), 'GENERIC', 'EVENT', '{}', '{EMAIL}', 'HIGH', $1::lane, 'BROADCAST', 'COMPLETED')
       RETURNING id
     )
     INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, ready_at, due_at, sent_at)
     SELECT id, gen_random_uuid(), 'EMAIL', $1::lane, $3::delivery_status, 0, now() - after * interval '1 second', now(),
            CASE WHEN $3 = 'SENT' THEN now() END
       FROM said, unnest($4::float8[]) AS after`,
    [lane, acceptedAgo, status, seconds],
  );
}

async function lane(name: string, minutes = 60): Promise<LaneView | undefined> {
  const admin = await app.as('admin@demo.munadi');
  const { body } = await admin.get<AnalyticsView>(`/api/admin/analytics?minutes=${minutes}`);
  return body.lanes.find((each) => each.lane === name);
}

it('tells how punctual each lane was', async () => {
  await ended(
    'critical',
    '20 minutes',
    'SENT',
    Array.from({ length: 100 }, (_, number) => number + 1),
  );
  await ended('critical', '20 minutes', 'SENT', [301]);
  await ended('critical', '20 minutes', 'FAILED', [10, 400]);
  expect(await lane('critical')).toEqual({
    lane: 'critical',
    slaSeconds: 300,
    sent: 101,
    failed: 2,
    breaches: 2,
    p50Seconds: 51,
    p95Seconds: 96,
    p99Seconds: 100,
    waiting: 0,
    overdue: 0,
    oldestWaitingSeconds: null,
    deadLetters: 2,
  });
});

it('tells what waits, and what of it is late', async () => {
  await ended('important', '2 hours', 'PENDING', [1, 1_799, 1_900]);
  const found = await lane('important');
  expect(found).toMatchObject({ sent: 0, waiting: 3, overdue: 1 });
  expect(found?.oldestWaitingSeconds).toBeCloseTo(1_900, -2);
  expect((await app.anonymous.get('/metrics')).body).toContain('munadi_sla_overdue{lane="important"} 1');
});

it('knows of what was accepted long ago and sent only now, as far as a lane may be late', async () => {
  await ended('bulk', '30 hours', 'SENT', [100_000]);
  await ended('important', '3 hours', 'SENT', [10_000]);
  expect(await lane('bulk')).toMatchObject({ sent: 1, breaches: 1 });
  expect(await lane('important')).toMatchObject({ sent: 0 });
  expect(await lane('important', 180)).toMatchObject({ sent: 1, breaches: 1 });
});

it.each(['0', '1441', 'ten', '1.5', ''])('refuses %j minutes', async (minutes) => {
  const admin = await app.as('admin@demo.munadi');
  expect((await admin.get(`/api/admin/analytics?minutes=${minutes}`)).status).toBe(400);
});

it('is for admins', async () => {
  const head = await app.as('community-head@demo.munadi');
  expect((await head.get('/api/admin/analytics')).status).toBe(403);
});
