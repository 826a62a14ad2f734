import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, inject, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { describeOnEachBackend } from '../support/backends.js';
import { BreakableLink } from '../support/breakable-link.js';
import { testDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { emptyRedis } from '../support/redis-database.js';
import { redisCommand, startRedis } from '../support/redis-server.js';

const startsAt = new Date(Date.now() + 86_400_000).toISOString();
const OUTAGE_MS = 10_000;

/** Proposes events until it is stopped, and remembers what was accepted and every other status. */
class Load {
  readonly accepted: string[] = [];
  readonly refused = new Set<number>();
  private stopped = false;
  private readonly ended: Promise<void>;

  constructor(app: TestApp) {
    this.ended = this.run(app);
  }

  /** Waits until so many more were accepted. */
  async more(count: number): Promise<void> {
    const goal = this.accepted.length + count;
    await eventually(() => expect(this.accepted.length).toBeGreaterThanOrEqual(goal), { timeout: 15_000 });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.ended;
  }

  private async run(app: TestApp): Promise<void> {
    const member = await app.as('member@demo.munadi');
    for (let number = 0; !this.stopped; number++) {
      const title = `Evening ${number}`;
      const { status } = await member.post('/api/events', { title, startsAt });
      if (status === 201) this.accepted.push(title);
      else this.refused.add(status);
      await sleep(50);
    }
  }
}

/**
 * Every event that happened has told both heads of the community, in the app and by email, once. What was
 * accepted has happened; what was not may have, where only the answer was lost. Nothing is sent twice but
 * where an attempt is known to be unknown.
 */
async function allTold(sql: TestApp['sql'], accepted: string[]): Promise<void> {
  const happened = await sql<{ title: string }>('SELECT title FROM community_events ORDER BY title');
  const titles = happened.map(({ title }) => title);
  expect(titles).toEqual(expect.arrayContaining(accepted));
  const told = await sql<{ title: string; deliveries: number; done: number }>(
    `SELECT data ->> 'title' AS title, count(*)::int AS deliveries,
            count(*) FILTER (WHERE status IN ('SENT', 'DELIVERED'))::int AS done
       FROM messages JOIN deliveries ON message_id = messages.id GROUP BY messages.id ORDER BY 1`,
  );
  expect(told).toEqual(titles.map((title) => ({ title, deliveries: 4, done: 4 })));
  const twice = await sql(
    `SELECT delivery_id FROM sandbox_outbox GROUP BY delivery_id HAVING count(*) > 1
     EXCEPT SELECT delivery_id FROM attempts WHERE outcome = 'UNKNOWN'`,
  );
  expect(twice).toEqual([]);
}

describeOnEachBackend('a database that vanishes for ten seconds under load', (backend) => {
  it(
    'gives a clear error meanwhile, and nothing that was accepted is lost',
    { timeout: 150_000 },
    async () => {
      const environment = await backend.environment();
      const direct = environment.DATABASE_URL ?? '';
      const { link, url } = await BreakableLink.to(direct);
      const app = await startApp({ ...environment, DATABASE_URL: url });
      const admin = await app.as('admin@demo.munadi');
      const load = new Load(app);

      await load.more(5);
      link.cut();
      await sleep(1_000);
      const { status, headers, body } = await app.anonymous.get<{ detail: string }>('/api/auth/demo-users');
      expect(status).toBe(503);
      expect(headers.get('content-type')).toContain('application/problem+json');
      expect(headers.get('retry-after')).toBe('5');
      expect(body.detail).toMatch(/database/i);
      expect((await admin.get('/admin/queues')).status).toBe(503);
      expect((await app.anonymous.get('/health/live')).status).toBe(200);
      expect((await app.anonymous.get('/health/ready')).status).toBe(503);
      await sleep(OUTAGE_MS - 1_000);
      link.mend();

      await eventually(async () => expect((await app.anonymous.get('/health/ready')).status).toBe(200), {
        timeout: 20_000,
      });
      await load.more(5);
      await load.stop();
      expect([...load.refused]).toEqual([503]);
      await eventually(() => allTold(app.sql, load.accepted), { timeout: 90_000, every: 500 });
      await app.close();
      await link.close();
    },
  );
});

describe.skipIf(!inject('redisUrl'))('a Redis', () => {
  it(
    'that vanishes keeps the api answering, and what was accepted goes out when it is back',
    { timeout: 90_000 },
    async () => {
      const { link, url } = await BreakableLink.to(await emptyRedis());
      const app = await startApp({ REDIS_URL: url });
      link.cut();
      const member = await app.as('member@demo.munadi');
      const reply = await member.post('/api/events', { title: 'Kite festival', startsAt });
      expect(reply.status).toBe(201);
      expect((await app.anonymous.get('/health/ready')).status).toBe(503);
      await sleep(3_000);
      link.mend();
      await eventually(() => allTold(app.sql, ['Kite festival']), { timeout: 60_000, every: 250 });
      await app.close();
      await link.close();
    },
  );

  it.skipIf(!redisCommand())(
    'that hangs holds up neither the api nor the planning',
    { timeout: 90_000 },
    async () => {
      const redis = await startRedis();
      const app = await startApp({ REDIS_URL: redis.url });
      const member = await app.as('member@demo.munadi');
      redis.hang();
      for (const title of ['Kite festival', 'Book circle', 'Garba evening']) {
        expect((await member.post('/api/events', { title, startsAt })).status).toBe(201);
      }
      await eventually(async () => expect(await app.sql('SELECT FROM messages')).toHaveLength(3), {
        timeout: 20_000,
      });
      expect((await app.anonymous.get('/metrics')).status).toBe(200);
      redis.goOn();
      await eventually(() => allTold(app.sql, ['Kite festival', 'Book circle', 'Garba evening']), {
        timeout: 60_000,
        every: 250,
      });
      await app.close();
      await redis.stop();
    },
  );

  it('that is flushed loses nothing', { timeout: 90_000 }, async () => {
    const environment = { DATABASE_URL: (await testDatabase()).url, REDIS_URL: await emptyRedis() };
    const app = await startApp({ ...environment, MUNADI_LANES: 'critical' });
    const member = await app.as('member@demo.munadi');
    await member.post('/api/events', { title: 'Kite festival', startsAt });
    await eventually(async () => expect(await app.sql('SELECT FROM deliveries')).toHaveLength(4));
    await emptyRedis();
    await startApp(environment);
    await eventually(() => allTold(app.sql, ['Kite festival']), { timeout: 60_000, every: 250 });
  });
});
