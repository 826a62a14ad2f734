import { beforeAll, beforeEach, expect, it } from 'vitest';
import { deliverHint } from '../../src/platform/queues/hints.js';
import { Queues } from '../../src/platform/queues/queues.js';
import type { TestApp } from '../support/app.js';
import { describeOnEachBackend } from '../support/backends.js';
import type { Caller } from '../support/caller.js';
import { eventually } from '../support/eventually.js';

interface Board {
  queues: { name: string; counts: Record<string, number>; jobs: Shown[] }[];
}
interface Shown {
  id: string;
  failedReason: string;
  data: Record<string, unknown>;
}

describeOnEachBackend('dead letters on the board', (backend) => {
  let app: TestApp;
  let admin: Caller;

  beforeAll(async () => {
    app = await backend.startApp();
    admin = await app.as('admin@demo.munadi');
  });
  beforeEach(async () => {
    await app.sql('TRUNCATE attempts, deliveries, notifications, messages, sandbox_outbox');
    for (const queue of app.nest.get(Queues).all())
      if (queue.name === 'dead-letters') await queue.clean(0, 0, 'failed');
  });

  /** A message to everybody that nobody has written a text for: its emails cannot be worded. */
  async function wordless(): Promise<string> {
    const [row] = await app.sql<{ id: string }>(
      `WITH said AS (
         INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state)
         VALUES ('GENERIC', 'EVENT', '{}', '{EMAIL}', 'HIGH', 'important', 'BROADCAST', 'COMPLETED') RETURNING id
       ), noted AS (
         INSERT INTO notifications (message_id, user_id) SELECT said.id, users.id FROM said, users WHERE email IS NOT NULL
         RETURNING message_id, id
       )
       INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, ready_at, due_at)
       SELECT message_id, id, 'EMAIL', 'important', 'PENDING', 0, now(), now() FROM noted RETURNING message_id AS id`,
    );
    const id = row?.id ?? '';
    await app.nest.get(Queues).hint('important', [deliverHint(id, 0)]);
    return id;
  }

  const shown = async (): Promise<Shown[]> => {
    const { body } = await admin.get<Board>(
      '/admin/queues/api/queues?activeQueue=dead-letters&status=failed&page=1&jobsPerPage=20',
    );
    return body.queues.find(({ name }) => name === 'dead-letters')?.jobs ?? [];
  };
  const retry = async (id: string | undefined) =>
    (await admin.put(`/admin/queues/api/queues/dead-letters/${id}/retry`)).status;
  const statuses = async () => {
    const rows = await app.sql<{ status: string }>('SELECT DISTINCT status FROM deliveries');
    return rows.map(({ status }) => status);
  };

  it('are one line for each cause, and go out when the cause is mended and “Retry” is pressed', async () => {
    const messageId = await wordless();
    const [dead, ...others] = await eventually(async () => {
      const jobs = await shown();
      expect(jobs).toHaveLength(1);
      return jobs;
    });
    expect(others).toEqual([]);
    expect(dead?.failedReason).toMatch(/^WORDING: EMAIL failed after 1 attempt\./);
    expect(dead?.data).toEqual({
      messageId,
      channel: 'EMAIL',
      status: 'FAILED',
      errorCode: 'WORDING',
      provider: null,
      attempts: 1,
    });

    await app.sql(`UPDATE messages SET content = '{"message":"Hello"}'`);
    expect(await retry(dead?.id)).toBe(204);
    await eventually(async () => expect(await statuses()).toEqual(['SENT']));
    await eventually(async () => expect(await shown()).toEqual([]));
  });

  it('come back as another line when they fail again', async () => {
    await wordless();
    const first = await eventually(async () => {
      const [job] = await shown();
      if (!job) throw new Error('Nothing is shown yet.');
      return job;
    });
    expect(await retry(first.id)).toBe(204);
    await eventually(async () => {
      const jobs = await shown();
      expect(jobs.map(({ failedReason }) => failedReason)).toEqual([
        expect.stringContaining('after 2 attempts'),
      ]);
    });
  });

  it('are no lane: a worker is ready, and metrics count none of them', async () => {
    await wordless();
    await eventually(async () => expect(await shown()).toHaveLength(1));
    const { body } = await app.anonymous.get<{ checks: object }>('/health/ready');
    expect(Object.keys(body.checks).sort()).toEqual([
      'bulk',
      'clock',
      'critical',
      'database',
      'important',
      'queues',
    ]);
    expect((await app.anonymous.get('/metrics')).body).not.toContain('dead-letters');
  });
});
