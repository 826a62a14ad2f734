import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { BreakableLink } from '../support/breakable-link.js';
import { testDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { Listener } from '../support/listener.js';
import { MunadiProcess } from '../support/process.js';

const SECRETS = {
  JWT_SECRET: 'only for tests, and long enough to be one',
  ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  MUNADI_DEMO: '1',
  LOG_LEVEL: 'error',
};
const startsAt = new Date(Date.now() + 86_400_000).toISOString();

let environment: Record<string, string>;

async function sql<Row extends object>(text: string): Promise<Row[]> {
  const client = new Client({ connectionString: environment.DATABASE_URL });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

describe('a process', () => {
  beforeAll(async () => {
    environment = { ...SECRETS, DATABASE_URL: (await testDatabase()).url };
  });

  it('ends with 0 on SIGTERM, soon, also with a window open', async () => {
    const munadi = await MunadiProcess.start(environment);
    await munadi.ready();
    const member = await munadi.as('member@demo.munadi');
    expect((await member.get('/api/notifications')).status).toBe(200);
    const live = await Listener.connect(munadi.url, await munadi.token('member@demo.munadi'));
    const started = performance.now();
    expect(await munadi.end()).toBe(0);
    expect(performance.now() - started).toBeLessThan(5_000);
    live.close();
  });

  it('says in one sentence that its port is taken', async () => {
    const first = await MunadiProcess.start(environment);
    await first.ready();
    const second = await MunadiProcess.start({ ...environment, PORT: new URL(first.url).port });
    expect(await second.exit()).toBe(1);
    expect(second.said.trim()).toMatch(/^Port \d+ is taken[^\n]+$/);
    expect(await first.end('SIGINT')).toBe(0);
  });

  it('says every mistake of its configuration, and no stack', async () => {
    const munadi = await MunadiProcess.start({ ...environment, PORT: 'eighty', MUNADI_LANE: 'bulk' });
    expect(await munadi.exit()).toBe(1);
    expect(munadi.said.trim().split('\n').sort()).toEqual([
      expect.stringMatching(/^MUNADI_LANE is not a key/),
      expect.stringMatching(/^PORT is not right/),
    ]);
  });

  it('says of an error that nobody foresaw what it is, and not whose data it was about', async () => {
    const { url } = await testDatabase();
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE 'nobody moves in' USING DETAIL = NEW.email; END $$;
      CREATE TRIGGER refuses BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION refuse()`);
    await client.end();
    const munadi = await MunadiProcess.start({ ...environment, DATABASE_URL: url });
    expect(await munadi.exit()).toBe(1);
    expect(munadi.said).toMatch(/nobody moves in\n\s+at .*code: P0001/s);
    expect(munadi.said).not.toContain('@demo.munadi');
  });

  it('warns where people may be waiting for email that stays here', async () => {
    const munadi = await MunadiProcess.start({ ...environment, LOG_LEVEL: 'warn' });
    await munadi.ready();
    expect(munadi.said.match(/goes to the sandbox/g)).toHaveLength(1);
    await munadi.end();
  });

  it('waits for a database that is down at its start', async () => {
    const { link, url } = await BreakableLink.to(environment.DATABASE_URL ?? '');
    link.cut();
    const munadi = await MunadiProcess.start({ ...environment, DATABASE_URL: url });
    await eventually(() => expect(munadi.said).toMatch(/database/i), { timeout: 15_000 });
    expect(munadi.said).not.toMatch(/\n\s+at /);
    link.mend();
    await munadi.ready();
    expect(await munadi.end()).toBe(0);
    await link.close();
  });
});

describe('a process that is killed in the middle of its work', () => {
  it('loses nothing, and sends again only what nobody could know of', { timeout: 150_000 }, async () => {
    environment = { ...SECRETS, DATABASE_URL: (await testDatabase()).url };
    let munadi = await MunadiProcess.start(environment);
    await munadi.ready();
    let accepted = 0;
    for (let round = 0; round < 4; round++) {
      const member = await munadi.as('member@demo.munadi');
      const all = Array.from({ length: 25 }, (_, number) =>
        member.post('/api/events', { title: `Evening ${round}.${number}`, startsAt }).then(
          ({ status }) => (accepted += status === 201 ? 1 : 0),
          // Killed before it answered: it may have been taken or not, as the caller knows.
          () => 0,
        ),
      );
      await sleep(100 + round * 120);
      await munadi.end('SIGKILL');
      await Promise.all(all);
      munadi = await MunadiProcess.start(environment);
      await munadi.ready();
    }

    await eventually(
      async () => {
        const open = await sql(
          `SELECT status::text FROM deliveries WHERE status NOT IN ('SENT', 'DELIVERED', 'UNKNOWN', 'SUPPRESSED')
           UNION ALL SELECT name FROM domain_events WHERE relayed_at IS NULL
           UNION ALL SELECT state::text FROM messages WHERE state <> 'COMPLETED'`,
        );
        expect(open).toEqual([]);
      },
      { timeout: 100_000, every: 500 },
    );
    const [count] = await sql<{ events: number; messages: number; deliveries: number; mails: number }>(
      `SELECT (SELECT count(*)::int FROM community_events) AS events,
              (SELECT count(*)::int FROM messages) AS messages,
              (SELECT count(*)::int FROM deliveries) AS deliveries,
              (SELECT count(DISTINCT delivery_id)::int FROM sandbox_outbox) AS mails`,
    );
    expect(count?.events).toBeGreaterThanOrEqual(accepted);
    // Two heads each, in the app and by email.
    expect(count).toEqual({
      events: count?.events,
      messages: count?.events,
      deliveries: (count?.events ?? 0) * 4,
      mails: (count?.events ?? 0) * 2,
    });
    const twice = await sql(
      `SELECT delivery_id FROM sandbox_outbox GROUP BY delivery_id HAVING count(*) > 1
       EXCEPT SELECT delivery_id FROM attempts WHERE outcome = 'UNKNOWN'`,
    );
    expect(twice).toEqual([]);
    expect(await munadi.end()).toBe(0);
  });
});
