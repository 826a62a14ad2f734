import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { describeOnEachBackend } from '../support/backends.js';
import { eventually } from '../support/eventually.js';

const startsAt = new Date(Date.now() + 86_400_000).toISOString();

describeOnEachBackend('an api and its workers', (backend) => {
  let environment: Record<string, string>;
  let api: TestApp;

  beforeAll(async () => {
    environment = await backend.environment();
    api = await startApp({ ...environment, MUNADI_ROLE: 'api' });
  });

  async function approved(title: string): Promise<void> {
    const member = await api.as('member@demo.munadi');
    const { body } = await member.post<{ id: string }>('/api/events', { title, startsAt });
    const head = await api.as('community-head@demo.munadi');
    expect((await head.post(`/api/events/${body.id}/approve`)).status).toBe(200);
  }

  const statuses = async () => {
    const rows = await api.sql<{ status: string }>(
      `SELECT deliveries.status FROM deliveries JOIN messages ON messages.id = message_id
        WHERE declaration = 'event-approved'`,
    );
    return rows.map(({ status }) => status).sort();
  };

  it('the api takes everything in and executes nothing', async () => {
    await approved('Kite festival');
    await sleep(1_500);
    expect(await api.sql('SELECT FROM messages')).toHaveLength(0);
    const [waiting] = await api.sql(
      'SELECT count(*)::int AS count FROM domain_events WHERE relayed_at IS NULL AND due_at <= now()',
    );
    expect(waiting).toEqual({ count: 2 });
  });

  it('a worker of another lane plans it and leaves the sending alone', async () => {
    await startApp({ ...environment, MUNADI_ROLE: 'worker', MUNADI_LANES: 'critical' });
    await eventually(async () => expect(await statuses()).toEqual(['PENDING', 'PENDING']));
    await sleep(1_000);
    expect(await statuses()).toEqual(['PENDING', 'PENDING']);
  });

  it('a worker of the lane takes it up, and reaches the sockets of the api', async () => {
    const live = await api.socket('member@demo.munadi');
    await startApp({ ...environment, MUNADI_ROLE: 'worker', MUNADI_LANES: 'important,bulk' });
    expect(await live.next('notification:new')).toMatchObject({ title: '“Kite festival” is approved' });
    await eventually(async () => expect(await statuses()).toEqual(['DELIVERED', 'SENT']));
  });

  it('a worker serves health and metrics, and nothing else', async () => {
    const worker = await startApp({ ...environment, MUNADI_ROLE: 'worker', MUNADI_LANES: 'bulk' });
    expect((await worker.anonymous.get('/health/ready')).status).toBe(200);
    expect((await worker.anonymous.get('/metrics')).body).toContain('munadi_lane_waiting_hints{lane="bulk"}');
    for (const path of ['/', '/docs', '/api/notifications', '/admin/queues', '/api/auth/demo-users']) {
      expect([path, (await worker.anonymous.get(path)).status]).toEqual([path, 404]);
    }
  });

  it('more replicas send nothing twice', async () => {
    await Promise.all([1, 2].map(() => startApp({ ...environment, MUNADI_ROLE: 'worker' })));
    await Promise.all(Array.from({ length: 10 }, (_, number) => approved(`Evening ${number}`)));
    await eventually(
      async () =>
        expect(await statuses()).toEqual([...Array(11).fill('DELIVERED'), ...Array(11).fill('SENT')]),
      { timeout: 15_000 },
    );
    const [mails] = await api.sql(
      `SELECT count(*)::int AS count, count(DISTINCT delivery_id)::int AS deliveries FROM sandbox_outbox
        WHERE "to" = 'member@demo.munadi'`,
    );
    expect(mails).toEqual({ count: 11, deliveries: 11 });
  });
});
