import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Queues } from '../../src/platform/queues/queues.js';
import { startApp, type TestApp } from '../support/app.js';
import { describeOnEachBackend, type TestBackend } from '../support/backends.js';
import { eventually } from '../support/eventually.js';
import { emptyRedis } from '../support/redis-database.js';

const startsAt = new Date(Date.now() + 86_400_000).toISOString();

/** As FLUSHALL does, or whoever empties the tables of the queues: also what is in somebody's hands. */
async function empty(app: TestApp, { name }: TestBackend): Promise<void> {
  if (name === 'redis') {
    await emptyRedis();
    return;
  }
  const tables = await app.sql<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
      WHERE schemaname = 'bullmq' AND tablename <> 'migration'`,
  );
  await app.sql(`TRUNCATE ${tables.map((table) => table.name).join(', ')}`);
}

async function propose(app: TestApp, count: number): Promise<void> {
  const member = await app.as('member@demo.munadi');
  for (let number = 0; number < count; number++) {
    const { status } = await member.post('/api/events', { title: `Evening ${number}`, startsAt });
    expect(status).toBe(201);
  }
}

/** Both heads, in the app and by email, of every event, and no email twice. */
async function allTold(app: TestApp, events: number): Promise<void> {
  const told = await app.sql("SELECT FROM deliveries WHERE status IN ('SENT', 'DELIVERED')");
  expect(told).toHaveLength(events * 4);
  const twice = await app.sql(
    `SELECT delivery_id FROM sandbox_outbox GROUP BY delivery_id HAVING count(*) > 1
     EXCEPT SELECT delivery_id FROM attempts WHERE outcome = 'UNKNOWN'`,
  );
  expect(twice).toEqual([]);
}

const patience = { timeout: 90_000, every: 250 };

describeOnEachBackend('queues that are emptied', (backend) => {
  it('in the middle of the work lose nothing', { timeout: 150_000 }, async () => {
    const app = await backend.startApp();
    for (let round = 0; round < 4; round++) {
      await propose(app, 5);
      await sleep(round * 40);
      await empty(app, backend);
    }
    await eventually(() => allTold(app, 20), patience);
    // The clock ticks again, and new work goes through as before.
    await propose(app, 1);
    await eventually(() => allTold(app, 21), patience);
    await app.close();
  });

  it('by obliterating a lane lose nothing of it', { timeout: 150_000 }, async () => {
    const environment = await backend.environment();
    const idle = await startApp({ ...environment, MUNADI_LANES: 'critical' });
    await propose(idle, 3);
    await eventually(async () => expect(await idle.sql('SELECT FROM deliveries')).toHaveLength(12));
    const [lane] = idle.nest
      .get(Queues)
      .all()
      .filter(({ name }) => name === 'important');
    // A hint follows the commit that shows the rows.
    await eventually(async () => expect(await lane?.getWaitingCount()).toBe(3));
    await lane?.obliterate({ force: true });
    expect(await lane?.getWaitingCount()).toBe(0);

    const app = await startApp(environment);
    await eventually(() => allTold(app, 3), patience);
    await app.close();
    await idle.close();
  });
});
