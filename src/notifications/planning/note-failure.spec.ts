import { beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import { Planner } from './planner.js';
import { resumeStalled } from './resume-stalled.sql.js';
import { Database } from '../../platform/database/database.js';

let app: TestApp;
beforeAll(async () => {
  // Without a worker nobody but the test plans.
  app = await startApp({ MUNADI_ROLE: 'api' });
});

/** One whose recipients cannot be read: a group that is no id. */
async function broken(): Promise<string> {
  const [row] = await app.sql<{ id: string }>(
    `INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, timings, state, progressed_at)
     VALUES ('GENERIC', 'EVENT', '{"include": [{"group": "nowhere"}]}', '{EMAIL}', 'LOW', 'bulk', 'BROADCAST',
             '[{"name": "default", "delays": [0]}]', 'FANNING_OUT', now() - interval '1 hour') RETURNING id`,
  );
  return row?.id ?? '';
}

const plan = (messageId: string) => app.nest.get(Planner).plan({ messageId, nextBatch: 0 });
const stateOf = async (id: string) =>
  (
    await app.sql<{ state: string; error: string }>('SELECT state, error FROM messages WHERE id = $1', [id])
  )[0];
const failedFor = (id: string, time: string) =>
  app.sql(`UPDATE messages SET failing_since = now() - $2::interval, progressed_at = now() WHERE id = $1`, [
    id,
    time,
  ]);
const isResumed = async (id: string, afterMs: number) =>
  (await resumeStalled(app.nest.get(Database), 'bulk', afterMs)).some((each) => each.id === id);

it('shows why it cannot be planned, and is planned as soon as it can be', async () => {
  const id = await broken();
  await expect(plan(id)).rejects.toThrow('invalid input syntax');
  expect(await stateOf(id)).toEqual({
    state: 'FANNING_OUT',
    error: 'It could not be planned: invalid input syntax for type uuid: "nowhere"',
  });
  await app.sql(`UPDATE messages SET audience = '{"include": [{"users": []}]}' WHERE id = $1`, [id]);
  await plan(id);
  expect(await stateOf(id)).toEqual({ state: 'COMPLETED', error: 'Nobody belongs to the audience.' });
});

it('waits longer the longer it fails', async () => {
  const id = await broken();
  await failedFor(id, '5 minutes');
  await expect(plan(id)).rejects.toThrow('invalid input syntax');
  expect(await isResumed(id, 0)).toBe(false);
  await app.sql(
    `UPDATE messages SET progressed_at = progressed_at - interval '5 minutes 1 second' WHERE id = $1`,
    [id],
  );
  expect(await isResumed(id, 0)).toBe(true);
});

it('has failed after a day, and its sender hears of it', async () => {
  const id = await broken();
  await app.sql(`UPDATE messages SET sender_id = (SELECT id FROM users WHERE email = $2) WHERE id = $1`, [
    id,
    'community-head@demo.munadi',
  ]);
  const sender = await app.socket('community-head@demo.munadi');
  await failedFor(id, '25 hours');
  await expect(plan(id)).rejects.toThrow('invalid input syntax');
  expect((await stateOf(id))?.state).toBe('FAILED');
  expect(await sender.next('message:progress')).toMatchObject({ id, state: 'FAILED' });
  await plan(id);
});
