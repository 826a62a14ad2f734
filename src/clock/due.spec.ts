import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../../test/support/database.js';
import { Database, type Sql } from '../platform/database/database.js';
import { whatIsDue } from './due.sql.js';

let database: Database;

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
});
afterAll(() => database.onApplicationShutdown());

it('reads no table to find that nothing is due, where much is done and much is still to come', async () => {
  await database.query(
    `INSERT INTO digests (user_id, type, closes_at, due_at, closed_at, done_at)
     SELECT gen_random_uuid(), 'GENERIC', at, at, at, at
       FROM generate_series(1, 15000) AS place, LATERAL (SELECT now() - place * interval '1 second') AS times(at)`,
  );
  await database.query(
    `INSERT INTO digests (user_id, type, closes_at, due_at)
     SELECT gen_random_uuid(), 'GENERIC', at, at
       FROM generate_series(1, 5000) AS place, LATERAL (SELECT now() + interval '1 hour' + place * interval '1 second') AS times(at)`,
  );
  await database.query(
    `INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state, scheduled_for)
     SELECT 'GENERIC', 'EVENT', '{}', '{EMAIL}', 'LOW', 'bulk', 'BROADCAST',
            CASE WHEN place > 0 THEN 'SCHEDULED' ELSE 'COMPLETED' END::message_state, now() + place * interval '1 minute'
       FROM generate_series(-15000, 5000) AS place WHERE place <> 0`,
  );
  await database.query(
    `INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state, end_audited_at)
     SELECT 'GENERIC', 'MEMBER', '{}', '{EMAIL}', 'LOW', 'bulk', 'BROADCAST', 'COMPLETED', now() FROM generate_series(1, 15000)`,
  );
  await database.query('ANALYZE digests');
  await database.query('ANALYZE messages');

  const plans: string[] = [];
  const explaining: Sql = {
    query: async (text, values) => {
      const rows = await database.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values);
      plans.push(...rows.map((row) => row['QUERY PLAN']));
      return [];
    },
  };
  await whatIsDue(explaining);
  expect(plans.join('\n')).toMatch(/digests_due_idx/);
  // Partitions without a row are read as fast.
  expect(plans.filter((line) => /Seq Scan on (digests|messages)\b/.test(line))).toEqual([]);
  expect(await whatIsDue(database)).toEqual([]);
});
