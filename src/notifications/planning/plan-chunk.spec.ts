import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.js';
import { theseUsers, type Audience } from '../../audience/audience.js';
import { Database } from '../../platform/database/database.js';
import { CHUNK_SIZE, planChunk } from './plan-chunk.sql.js';
import type { PlanningMessage } from './planning-message.js';

let database: Database;

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
});
afterAll(() => database.onApplicationShutdown());

async function user(over: { email?: string | null; phone?: string | null } = {}): Promise<string> {
  const [row] = await database.query<{ id: string }>(
    "INSERT INTO users (name, email, phone) VALUES ('Somebody', COALESCE($1, gen_random_uuid() || '@example.test'), $2) RETURNING id",
    [over.email ?? null, over.phone ?? null],
  );
  if (over.email === null) await database.query('UPDATE users SET email = NULL WHERE id = $1', [row?.id]);
  return row?.id ?? '';
}

async function message(audience: Audience, over: Partial<PlanningMessage> = {}): Promise<PlanningMessage> {
  const channels = over.channels ?? ['IN_APP', 'EMAIL'];
  const [row] = await database.query<{ id: string }>(
    `INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state)
     VALUES ('EVENT_APPROVAL', 'EVENT', $1, $2::channel[], 'HIGH', 'important', 'BROADCAST', 'FANNING_OUT') RETURNING id`,
    [JSON.stringify(audience), channels],
  );
  return {
    id: row?.id ?? '',
    type: 'EVENT_APPROVAL',
    audience,
    channels,
    delays: channels.map(() => 0),
    mandatory: [],
    priority: 'HIGH',
    lane: 'important',
    expiresAt: null,
    dedupeKey: null,
    dedupeSeconds: 0,
    ...over,
  };
}

const plan = (planned: PlanningMessage) => database.transaction((sql) => planChunk(sql, planned, 100));

const deliveries = (planned: PlanningMessage) =>
  database.query<{ channel: string; status: string; reason: string | null; batch: number }>(
    'SELECT channel, status, reason, batch FROM deliveries WHERE message_id = $1 ORDER BY channel, batch',
    [planned.id],
  );

describe('planning a small message', () => {
  it('makes one delivery per channel, all in one batch', async () => {
    const planned = await message(theseUsers(await user()));
    expect(await plan(planned)).toEqual({ nextBatch: undefined, batches: [0] });
    expect(await deliveries(planned)).toEqual([
      { channel: 'IN_APP', status: 'PENDING', reason: null, batch: 0 },
      { channel: 'EMAIL', status: 'PENDING', reason: null, batch: 0 },
    ]);
  });

  it('done again, or by four at once, makes no second copy', async () => {
    const planned = await message(theseUsers(await user(), await user()));
    await Promise.all(Array.from({ length: 4 }, () => plan(planned)));
    await plan(planned);
    expect(await deliveries(planned)).toHaveLength(4);
  });

  it.each([
    ['nobody', { include: [] }],
    ['no users', theseUsers()],
    ['users there are not', theseUsers('01937b6e-7c00-7000-8000-000000000009')],
  ])('to %s ends at once', async (_name, audience) => {
    const planned = await message(audience);
    expect(await plan(planned)).toEqual({ nextBatch: undefined, batches: [] });
    const [row] = await database.query('SELECT state FROM messages WHERE id = $1', [planned.id]);
    expect(row).toEqual({ state: 'COMPLETED' });
  });

  it('leaves out who was erased', async () => {
    const gone = await user();
    await database.query('UPDATE users SET erased_at = now() WHERE id = $1', [gone]);
    const planned = await message(theseUsers(gone, await user()));
    await plan(planned);
    expect(await deliveries(planned)).toHaveLength(2);
  });

  it('schedules what waits for its step', async () => {
    const planned = await message(theseUsers(await user()), { delays: [0, 2_400] });
    await plan(planned);
    expect((await deliveries(planned)).map(({ status }) => status)).toEqual(['PENDING', 'SCHEDULED']);
  });
});

describe('what a member wants and has', () => {
  const one = async (id: string, over: Partial<PlanningMessage> = {}) => {
    const planned = await message(theseUsers(id), { channels: ['EMAIL'], ...over });
    await plan(planned);
    const [row] = await deliveries(planned);
    return row?.reason ?? row?.status;
  };
  const prefer = (id: string, email: boolean, types: object) =>
    database.query('INSERT INTO preferences (user_id, email, types) VALUES ($1, $2, $3)', [id, email, types]);

  it.each<[string, boolean, object, string]>([
    ['nothing said', true, {}, 'PENDING'],
    ['the channel is off', false, {}, 'PREFERENCE_OFF'],
    ['the channel is off, but on for the type', false, { EVENT_APPROVAL: { EMAIL: true } }, 'PENDING'],
    ['the channel is on, but off for the type', true, { EVENT_APPROVAL: { EMAIL: false } }, 'PREFERENCE_OFF'],
    ['another type is off', true, { PAYMENT_DUE: { EMAIL: false } }, 'PENDING'],
  ])('%s', async (_name, email, types, expected) => {
    const id = await user();
    await prefer(id, email, types);
    expect(await one(id)).toBe(expected);
  });

  it('does not count on a mandatory channel', async () => {
    const id = await user();
    await prefer(id, false, { EVENT_APPROVAL: { EMAIL: false } });
    expect(await one(id, { mandatory: ['EMAIL'] })).toBe('PENDING');
  });

  it('is suppressed without an address, even where mandatory', async () => {
    expect(await one(await user({ email: null }), { mandatory: ['EMAIL'] })).toBe('NO_ADDRESS');
    expect(await one(await user(), { channels: ['SMS'] })).toBe('NO_ADDRESS');
    expect(await one(await user(), { channels: ['PUSH'] })).toBe('NO_ADDRESS');
    expect(await one(await user({ phone: '+15550100001' }), { channels: ['SMS'] })).toBe('PENDING');
  });

  it('is suppressed where the address has bounced', async () => {
    const id = await user({ email: 'bounced@example.test' });
    await database.query(
      "INSERT INTO suppressions (channel, address, reason) VALUES ('EMAIL', 'bounced@example.test', 'BOUNCED')",
    );
    expect(await one(id)).toBe('BOUNCED');
  });
});

describe('planning a large message', () => {
  const SIZE = 2 * CHUNK_SIZE + 100;
  let group: string;

  beforeAll(async () => {
    const [community] = await database.query<{ id: string }>(
      "INSERT INTO groups (name, kind) VALUES ('Everybody', 'COMMUNITY') RETURNING id",
    );
    group = community?.id ?? '';
    await database.query(
      `WITH people AS (
         INSERT INTO users (name, email) SELECT 'Member ' || n, 'member' || n || '@example.test' FROM generate_series(1, $2::int) AS n
         RETURNING id
       )
       INSERT INTO group_members (group_id, user_id, joined_group_id, role) SELECT $1, id, $1, 'MEMBER' FROM people`,
      [group, SIZE],
    );
  });

  it('reaches everybody once, in batches of one channel and at most 500', async () => {
    const planned = await message({ include: [{ group }, { group }] });
    const batches = new Set<number>();
    let chunks = 0;
    for (let more = true; more; chunks++) {
      const chunk = await plan(planned);
      for (const batch of chunk.batches) {
        expect(batches).not.toContain(batch);
        batches.add(batch);
      }
      more = chunk.nextBatch !== undefined;
    }
    expect(chunks).toBe(3);
    const rows = await deliveries(planned);
    expect(rows).toHaveLength(2 * SIZE);
    const sizes = Map.groupBy(rows, ({ batch }) => batch);
    expect(new Set(sizes.keys())).toEqual(batches);
    for (const those of sizes.values()) expect(those.length).toBeLessThanOrEqual(500);
    const mixed = [...sizes.values()].filter(
      (those) => new Set(those.map(({ channel }) => channel)).size > 1,
    );
    // Only the last hundred, whose two channels fit into one batch.
    expect(mixed.map((those) => those.length)).toEqual([200]);
  });

  it('goes on where it was, when two plan it at once', async () => {
    const planned = await message({ include: [{ group }] }, { channels: ['IN_APP'] });
    for (let time = 0; time < 3; time++) await Promise.all([plan(planned), plan(planned)]);
    expect(await deliveries(planned)).toHaveLength(SIZE);
    const [row] = await database.query('SELECT state, planned_count FROM messages WHERE id = $1', [
      planned.id,
    ]);
    expect(row).toEqual({ state: 'COMPLETED', planned_count: SIZE });
  });

  it('does not take a chunk for the last one because somebody in it was erased', async () => {
    await database.query(
      'UPDATE users SET erased_at = now() WHERE id = (SELECT user_id FROM group_members WHERE group_id = $1 ORDER BY user_id LIMIT 1)',
      [group],
    );
    const planned = await message({ include: [{ group }] }, { channels: ['IN_APP'] });
    while ((await plan(planned)).nextBatch !== undefined);
    expect(await deliveries(planned)).toHaveLength(SIZE - 1);
  });
});
