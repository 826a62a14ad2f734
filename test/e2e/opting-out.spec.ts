import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { claimDue } from '../../src/delivery/claim.sql.js';
import { findMessage } from '../../src/delivery/find-message.sql.js';
import { planChunk } from '../../src/notifications/planning/plan-chunk.sql.js';
import { findPlanning } from '../../src/notifications/planning/find-planning.sql.js';
import { theseUsers } from '../../src/audience/audience.js';
import { Database } from '../../src/platform/database/database.js';
import { startApp, type TestApp } from '../support/app.js';
import { idOf } from '../support/notify.js';

const MEMBER = 'member@demo.munadi';

let app: TestApp;
beforeAll(async () => {
  // Without a worker nobody but the test plans and claims.
  app = await startApp({ MUNADI_ROLE: 'api' });
});

it('also stops what was planned before it, by somebody who had not committed yet', async () => {
  const database = app.nest.get(Database);
  const member = await app.as(MEMBER);
  const [row] = await app.sql<{ id: string }>(
    `INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state)
     VALUES ('GENERIC', 'EVENT', $1, '{EMAIL}', 'HIGH', 'important', 'BROADCAST', 'FANNING_OUT') RETURNING id`,
    [JSON.stringify(theseUsers(await idOf(app, MEMBER)))],
  );
  const messageId = row?.id ?? '';
  const state = () => app.sql('SELECT status, reason FROM deliveries WHERE message_id = $1', [messageId]);

  await database.transaction(async (sql) => {
    const message = await findPlanning(sql, messageId);
    if (!message) throw new Error('It is not being planned.');
    await planChunk(sql, { ...message, timings: [{ name: 'default', delays: [0] }], mandatory: [] }, 100);
    // Planning wanted it still; the opting out cannot see what planning has written.
    const { status } = await member.patch('/api/notifications/preferences', { email: false });
    expect(status).toBe(200);
  });
  expect(await state()).toEqual([{ status: 'PENDING', reason: null }]);

  const message = await findMessage(database, messageId);
  if (!message) throw new Error('There is no message.');
  expect((await claimDue(database, message, 0, randomUUID())).claimed).toEqual([]);
  expect(await state()).toEqual([{ status: 'SUPPRESSED', reason: 'PREFERENCE_OFF' }]);
});
