import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { campaignRoom, emailOf } from '../../../test/support/campaigns.js';
import { eventually } from '../../../test/support/eventually.js';
import type { Sql } from '../../platform/database/database.js';
import { planChunk } from './plan-chunk.sql.js';
import type { PlanningMessage } from './planning-message.js';

let room: Awaited<ReturnType<typeof campaignRoom>>;
let message: PlanningMessage;

beforeAll(async () => {
  room = await campaignRoom();
});
afterAll(() => room.database.onApplicationShutdown());

beforeEach(async () => {
  await room.database.query('UPDATE users SET erased_at = NULL WHERE id = $1', [room.ids.asha]);
  await room.groups.join(room.family, room.ids.asha);
  const { id } = await room.upload(
    `email,amount\n${emailOf('asha')},500\n${emailOf('bina')},700\n`,
    room.admin,
  );
  const audience = { include: [{ campaign: id, fills: { amount: 1 } }] };
  const [row] = await room.database.query<{ id: string }>(
    `INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state)
     VALUES ('ANNOUNCEMENT', 'MEMBER', $1, '{IN_APP}', 'LOW', 'bulk', 'BROADCAST', 'FANNING_OUT') RETURNING id`,
    [JSON.stringify(audience)],
  );
  message = {
    id: row!.id,
    type: 'ANNOUNCEMENT',
    audience,
    channels: ['IN_APP'],
    timings: [{ name: 'default', delays: [0] }],
    experiment: null,
    localTime: null,
    mandatory: [],
    priority: 'LOW',
    lane: 'bulk',
    expiresAt: null,
    dedupeKey: null,
    dedupeSeconds: 0,
  };
});

const plan = (sql: Sql) => planChunk(sql, message, 100);
const erase = (sql: Sql) => sql.query('UPDATE users SET erased_at = now() WHERE id = $1', [room.ids.asha]);

const waiting = () =>
  room.database.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );

const told = async () => {
  const rows = await room.database.query<{ id: string; data: object }>(
    'SELECT user_id AS id, data FROM notifications WHERE message_id = $1',
    [message.id],
  );
  return Object.fromEntries(rows.map(({ id, data }) => [id, data]));
};

test.each<[string, (sql: Sql) => Promise<unknown>, (sql: Sql) => Promise<unknown>]>([
  ['while they are planned', plan, erase],
  ['a moment before', erase, plan],
])('nothing of what somebody is told alone is left of who is erased %s', async (_when, first, second) => {
  let following: Promise<unknown> | undefined;
  await room.database.transaction(async (sql) => {
    await first(sql);
    following = second(room.database);
    await eventually(async () => expect(await waiting()).toHaveLength(1));
  });
  await following;
  expect(await told()).toEqual({ [room.ids.asha]: {}, [room.ids.bina]: { amount: '700' } });
});
