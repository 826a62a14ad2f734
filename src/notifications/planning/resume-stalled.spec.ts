import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.js';
import { Database } from '../../platform/database/database.js';
import { resumeStalled } from './resume-stalled.sql.js';

let database: Database;
beforeAll(async () => {
  database = new Database((await testDatabase()).url);
});
afterAll(() => database.onApplicationShutdown());
beforeEach(() => database.query('TRUNCATE messages'));

const fanOut = async (stalledForSeconds: number): Promise<string> => {
  const [row] = await database.query<{ id: string }>(
    `INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state, next_batch, progressed_at)
     VALUES ('GENERIC', 'EVENT', '{}', '{EMAIL}', 'LOW', 'bulk', 'BROADCAST', 'FANNING_OUT', 8, now() - make_interval(secs => $1))
     RETURNING id`,
    [stalledForSeconds],
  );
  return row?.id ?? '';
};

it('a fan-out whose hint was lost is hinted at again, once, however long nobody serves its lane', async () => {
  const id = await fanOut(60);
  await fanOut(5);
  expect(await resumeStalled(database, 'important', 15_000)).toEqual([]);
  expect(await resumeStalled(database, 'bulk', 90_000)).toEqual([]);
  expect(await resumeStalled(database, 'bulk', 15_000)).toEqual([{ id, lane: 'bulk', nextBatch: 8 }]);
  expect(await resumeStalled(database, 'bulk', 15_000)).toEqual([]);
});

it('one that is being planned at this moment is left alone', async () => {
  await fanOut(60);
  await database.transaction(async (sql) => {
    await sql.query('SELECT FROM messages FOR UPDATE');
    expect(await resumeStalled(database, 'bulk', 15_000)).toEqual([]);
  });
});
