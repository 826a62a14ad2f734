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
    timings: [{ name: 'default', delays: channels.map(() => 0) }],
    experiment: null,
    localTime: null,
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
    expect(await plan(planned)).toMatchObject({ nextBatch: undefined, batches: [0] });
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
    expect(await plan(planned)).toMatchObject({ nextBatch: undefined, batches: [] });
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
    const planned = await message(theseUsers(await user()), {
      timings: [{ name: 'default', delays: [0, 2_400] }],
    });
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
    ['a host wrote what is no choice', true, { EVENT_APPROVAL: { EMAIL: 'later' } }, 'PENDING'],
    ['the same, and the channel is off', false, { EVENT_APPROVAL: { EMAIL: {} } }, 'PREFERENCE_OFF'],
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

describe('what interrupts nobody', () => {
  const withheld = async (planned: PlanningMessage) => {
    const [row] = await database.query(
      'SELECT withheld, archived_at IS NOT NULL AS archived FROM notifications WHERE message_id = $1',
      [planned.id],
    );
    return row;
  };
  const reasons = async (planned: PlanningMessage) => (await deliveries(planned)).map(({ reason }) => reason);
  const flood = (id: string, count: number) =>
    database.query(
      `WITH earlier AS (
         INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state)
         SELECT 'GENERIC', 'EVENT', '{}', '{IN_APP}', 'LOW', 'bulk', 'BROADCAST', 'COMPLETED' FROM generate_series(1, $2::int) RETURNING id)
       INSERT INTO notifications (message_id, user_id) SELECT id, $1 FROM earlier`,
      [id, count],
    );

  it('the hundred and first in an hour stays in the feed, and is all that is throttled', async () => {
    const [busy, calm] = [await user(), await user()];
    await flood(busy, 99);
    const hundredth = await message(theseUsers(busy));
    await plan(hundredth);
    expect(await reasons(hundredth)).toEqual([null, null]);

    const next = await message(theseUsers(busy));
    await plan(next);
    expect(await reasons(next)).toEqual(['THROTTLED', 'THROTTLED']);
    expect(await withheld(next)).toEqual({ withheld: 'THROTTLED', archived: false });

    const others = await message(theseUsers(calm));
    await plan(others);
    expect(await reasons(others)).toEqual([null, null]);
  });

  it('is never critical, nor what is mandatory', async () => {
    const busy = await user();
    await flood(busy, 150);
    const critical = await message(theseUsers(busy), { priority: 'CRITICAL' });
    await plan(critical);
    expect(await reasons(critical)).toEqual([null, null]);
    const receipt = await message(theseUsers(busy), { mandatory: ['EMAIL'] });
    await plan(receipt);
    expect(await reasons(receipt)).toEqual(['THROTTLED', null]);
  });

  it('a throttled one does not count, so a hundred go in every hour', async () => {
    const busy = await user();
    await flood(busy, 100);
    for (let time = 0; time < 3; time++) await plan(await message(theseUsers(busy)));
    await database.query(
      "UPDATE notifications SET id = uuidv7(interval '-2 hours') WHERE user_id = $1 AND withheld IS NULL",
      [busy],
    );
    const later = await message(theseUsers(busy));
    await plan(later);
    expect(await reasons(later)).toEqual([null, null]);
  });

  it('a duplicate is archived from the start, for whom it is one', async () => {
    const [told, other] = [await user(), await user()];
    const keyed = async (audience: Audience) => {
      const planned = await message(audience, { dedupeKey: 'payment-due:7', dedupeSeconds: 3_600 });
      await database.query('UPDATE messages SET dedupe_key = $2 WHERE id = $1', [
        planned.id,
        planned.dedupeKey,
      ]);
      await plan(planned);
      return planned;
    };
    expect(await withheld(await keyed(theseUsers(told)))).toEqual({ withheld: null, archived: false });
    const again = await keyed(theseUsers(told));
    expect(await withheld(again)).toEqual({ withheld: 'DUPLICATE', archived: true });
    expect(await reasons(again)).toEqual(['DUPLICATE', 'DUPLICATE']);
    expect(await withheld(await keyed(theseUsers(other)))).toEqual({ withheld: null, archived: false });
  });

  it('has expired before it could leave', async () => {
    const planned = await message(theseUsers(await user()), {
      timings: [{ name: 'default', delays: [0, 2_400] }],
      expiresAt: new Date(Date.now() + 60_000),
    });
    await plan(planned);
    expect(await reasons(planned)).toEqual([null, 'EXPIRED']);
  });
});

describe('quiet hours', () => {
  it.each<[string, string, string, string | null, string | null]>([
    ['before they begin', '2026-01-10 21:59:59+00', '22:00', '07:00', null],
    ['as they begin', '2026-01-10 22:00:00+00', '22:00', '07:00', '2026-01-11 07:00:00+00'],
    ['after midnight', '2026-01-11 03:00:00+00', '22:00', '07:00', '2026-01-11 07:00:00+00'],
    ['as they end', '2026-01-11 07:00:00+00', '22:00', '07:00', null],
    ['within a day', '2026-01-10 13:30:00+00', '13:00', '15:00', '2026-01-10 15:00:00+00'],
    ['after those', '2026-01-10 15:00:00+00', '13:00', '15:00', null],
    ['before those', '2026-01-10 12:59:59.999+00', '13:00', '15:00', null],
    ['at midnight', '2026-01-11 00:00:00+00', '22:00', '07:00', '2026-01-11 07:00:00+00'],
    ['from midnight on', '2026-01-11 00:00:00+00', '00:00', '06:00', '2026-01-11 06:00:00+00'],
    ['just before that', '2026-01-10 23:59:59+00', '00:00', '06:00', null],
    ['that end at midnight', '2026-01-10 23:30:00+00', '22:00', '00:00', '2026-01-11 00:00:00+00'],
    ['as those end', '2026-01-11 00:00:00+00', '22:00', '00:00', null],
    ['of all but a minute', '2026-01-10 12:01:00+00', '12:01', '12:00', '2026-01-11 12:00:00+00'],
    ['in that minute', '2026-01-10 12:00:30+00', '12:01', '12:00', null],
    ['over the end of a year', '2026-12-31 23:00:00+00', '22:00', '07:00', '2027-01-01 07:00:00+00'],
    ['over a leap day', '2028-02-28 23:00:00+00', '22:00', '07:00', '2028-02-29 07:00:00+00'],
    ['of a whole day, which are none', '2026-01-10 12:00:00+00', '12:00', '12:00', null],
    ['of a whole day from midnight, the same', '2026-01-10 12:00:00+00', '00:00', '24:00', null],
    ['without an end', '2026-01-10 12:00:00+00', '12:00', null, null],
  ])('%s, in UTC', async (_name, at, begin, end, expected) => {
    expect(await until(at, 'UTC', begin, end)).toEqual(expected && new Date(expected));
  });

  it.each<[string, string, string, string]>([
    ['in Kolkata', '2026-01-10 17:00:00+00', 'Asia/Kolkata', '2026-01-11 01:30:00+00'],
    [
      'over the night that is an hour short',
      '2026-03-28 23:30:00+00',
      'Europe/Berlin',
      '2026-03-29 05:00:00+00',
    ],
    [
      'over the night that is an hour long',
      '2026-10-24 23:30:00+00',
      'Europe/Berlin',
      '2026-10-25 06:00:00+00',
    ],
  ])('%s', async (_name, at, zone, expected) => {
    expect(await until(at, zone, '22:00', '07:00')).toEqual(new Date(expected));
  });

  it.each<[string, string, string, string, string, string | null]>([
    ['end as the clock skips them', 'Europe/Berlin', '2026-03-29 00:30:00+00', '01:00', '02:30', '01:30'],
    [
      'begin in the hour that is skipped',
      'Europe/Berlin',
      '2026-03-29 01:00:00+00',
      '02:30',
      '06:00',
      '04:00',
    ],
    ['and not before it', 'Europe/Berlin', '2026-03-29 00:59:59+00', '02:30', '06:00', null],
    [
      'go on through the hour that comes twice',
      'Europe/Berlin',
      '2026-10-25 00:30:00+00',
      '01:00',
      '05:00',
      '04:00',
    ],
    ['end in the second of that hour', 'Europe/Berlin', '2026-10-25 00:15:00+00', '01:00', '02:30', '01:30'],
    [
      'on the other side of the world',
      'Australia/Lord_Howe',
      '2026-04-04 14:30:00+00',
      '22:00',
      '07:00',
      '20:30',
    ],
    ['west of it', 'America/New_York', '2026-03-08 04:30:00+00', '23:00', '06:00', '10:00'],
  ])('on the night that the clocks change %s', async (_name, zone, at, begin, end, expected) => {
    const ends = await until(at, zone, begin, end);
    expect(ends?.toISOString().slice(11, 16) ?? null).toBe(expected);
  });

  it.each(['Mars/Olympus', '', 'UTC; DROP TABLE users', 'é'])(
    'hold nothing in the timezone %j',
    async (zone) => {
      expect(await until('2026-01-10 23:00:00+00', zone, '22:00', '07:00')).toBeNull();
    },
  );

  it('hold what makes a sound until they end, unless it is critical', async () => {
    const id = await user({ phone: '+15550100002' });
    await database.query(
      `INSERT INTO preferences (user_id, quiet_start, quiet_end)
       VALUES ($1, (now() AT TIME ZONE 'UTC' - interval '1 hour')::time, (now() AT TIME ZONE 'UTC' + interval '1 hour')::time)`,
      [id],
    );
    const states = async (over: Partial<PlanningMessage>) => {
      const planned = await message(theseUsers(id), { channels: ['IN_APP', 'EMAIL', 'SMS'], ...over });
      await plan(planned);
      return (await deliveries(planned)).map(({ status }) => status);
    };
    expect(await states({})).toEqual(['PENDING', 'PENDING', 'SCHEDULED']);
    expect(await states({ priority: 'CRITICAL' })).toEqual(['PENDING', 'PENDING', 'PENDING']);
  });

  async function until(at: string, zone: string, begin: string, end: string | null): Promise<Date | null> {
    const [row] = await database.query<{ until: Date | null }>(
      'SELECT quiet_until($1, $2, $3, $4) AS until',
      [at, zone, begin, end],
    );
    return row?.until ?? null;
  }
});

it('compares nobody with everybody, however few PostgreSQL takes a list for that has just been uploaded', async () => {
  const [campaign] = await database.query<{ id: string }>(
    `INSERT INTO campaigns (sender_id, name, state) VALUES (uuidv7(), 'A list', 'DRAFT') RETURNING id`,
  );
  await database.query(
    `WITH people AS (INSERT INTO users (name) SELECT 'P' || n FROM generate_series(1, 1000) AS n RETURNING id)
     INSERT INTO campaign_rows (campaign_id, number, user_id) SELECT $1, row_number() OVER (), id FROM people`,
    [campaign?.id],
  );
  const planned = await message({ include: [{ campaign: campaign?.id ?? '' }] });
  const explained: string[] = [];
  await planChunk(
    {
      query: async <Row>(text: string, values?: unknown[]) => {
        const rows = await database.query<{ 'QUERY PLAN': string }>(`EXPLAIN ANALYZE ${text}`, values);
        explained.push(...rows.map((row) => row['QUERY PLAN']));
        return [] as Row[];
      },
    },
    planned,
    100,
  );
  const compared = explained.map((line) => Number(/Rows Removed by Join Filter: (\d+)/.exec(line)?.[1] ?? 0));
  expect(explained.length).toBeGreaterThan(10);
  expect(Math.max(...compared)).toBeLessThan(10_000);
});
