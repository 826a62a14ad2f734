import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.js';
import { theseUsers } from '../../audience/audience.js';
import { Database } from '../../platform/database/database.js';
import type { Channel } from '../vocabulary.js';
import { planChunk } from './plan-chunk.sql.js';
import type { PlanningMessage } from './planning-message.js';
import type { Timing } from './timing.js';

let database: Database;

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
});
afterAll(() => database.onApplicationShutdown());

const CHANNELS: Channel[] = ['IN_APP', 'SMS', 'WHATSAPP', 'EMAIL', 'PUSH'];
const everybodys = (...delays: number[]): Timing[] => [{ name: 'default', delays }];
/** One after the other, except that SMS and WhatsApp go together. */
const STEPS = everybodys(0, 600, 600, 2_400, 3_600);

interface Person {
  phone?: string;
  email?: string;
  device?: boolean;
  preferences?: { sms?: boolean; whatsapp?: boolean; email?: boolean };
}
const REACHABLE: Person = { phone: '+15550100001', email: 'somebody@example.test', device: true };

async function somebody({ phone, email, device, preferences }: Person): Promise<string> {
  const [row] = await database.query<{ id: string }>(
    `INSERT INTO users (name, phone, email) VALUES ('Somebody', $1, $2) RETURNING id`,
    [phone, email && `${crypto.randomUUID()}-${email}`],
  );
  const id = row?.id ?? '';
  if (device) {
    await database.query(
      `INSERT INTO devices (user_id, platform, token_hash, token_sealed) VALUES ($1, 'ANDROID', uuid_send(gen_random_uuid()), '')`,
      [id],
    );
  }
  const { sms = true, whatsapp = true, email: byEmail = true } = preferences ?? {};
  await database.query('INSERT INTO preferences (user_id, sms, whatsapp, email) VALUES ($1, $2, $3, $4)', [
    id,
    sms,
    whatsapp,
    byEmail,
  ]);
  return id;
}

async function planned(users: string[], over: Partial<PlanningMessage> = {}): Promise<string> {
  const audience = theseUsers(...users);
  const channels = over.channels ?? CHANNELS;
  const [row] = await database.query<{ id: string }>(
    `INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state)
     VALUES ('GENERIC', 'EVENT', $1, $2::channel[], 'LOW', 'bulk', 'ESCALATION', 'FANNING_OUT') RETURNING id`,
    [JSON.stringify(audience), channels],
  );
  const id = row?.id ?? '';
  const message: PlanningMessage = {
    id,
    type: 'GENERIC',
    audience,
    channels,
    timings: STEPS,
    experiment: null,
    localTime: null,
    mandatory: [],
    priority: 'LOW',
    lane: 'bulk',
    expiresAt: null,
    dedupeKey: null,
    dedupeSeconds: 0,
    ...over,
  };
  while ((await planChunk(database, message, 100)).nextBatch !== undefined);
  return id;
}

/** The seconds each channel waits for its person, or why it does not come. */
async function waits(messageId: string): Promise<Record<string, number | string>> {
  const rows = await database.query<{ channel: string; wait: number; reason: string | null }>(
    `SELECT channel, reason, round(extract(epoch FROM ready_at - notifications.created_at))::int AS wait
       FROM deliveries JOIN notifications ON notifications.message_id = deliveries.message_id AND notifications.id = notification_id
      WHERE deliveries.message_id = $1 ORDER BY channel`,
    [messageId],
  );
  return Object.fromEntries(rows.map(({ channel, wait, reason }) => [channel, reason ?? wait]));
}

describe('a step that cannot reach somebody moves the next ones up', () => {
  const OFF = 'PREFERENCE_OFF';
  const NONE = 'NO_ADDRESS';

  it.each<[string, Person, Timing[], Record<string, number | string>]>([
    ['all can', REACHABLE, STEPS, { IN_APP: 0, SMS: 600, WHATSAPP: 600, EMAIL: 2_400, PUSH: 3_600 }],
    [
      'no phone, so that both channels of the first step are none',
      { ...REACHABLE, phone: undefined },
      STEPS,
      { IN_APP: 0, SMS: NONE, WHATSAPP: NONE, EMAIL: 600, PUSH: 2_400 },
    ],
    [
      'one channel of the first step is opted out of, and the other one goes',
      { ...REACHABLE, preferences: { sms: false } },
      STEPS,
      { IN_APP: 0, SMS: OFF, WHATSAPP: 600, EMAIL: 2_400, PUSH: 3_600 },
    ],
    [
      'both are opted out of',
      { ...REACHABLE, preferences: { sms: false, whatsapp: false } },
      STEPS,
      { IN_APP: 0, SMS: OFF, WHATSAPP: OFF, EMAIL: 600, PUSH: 2_400 },
    ],
    [
      'the step in the middle is none',
      { ...REACHABLE, email: undefined },
      STEPS,
      { IN_APP: 0, SMS: 600, WHATSAPP: 600, EMAIL: NONE, PUSH: 2_400 },
    ],
    [
      'only the last one is left',
      { device: true },
      STEPS,
      { IN_APP: 0, SMS: NONE, WHATSAPP: NONE, EMAIL: NONE, PUSH: 600 },
    ],
    ['none is left', {}, STEPS, { IN_APP: 0, SMS: NONE, WHATSAPP: NONE, EMAIL: NONE, PUSH: NONE }],
    [
      'what leaves at once is no step, and moves nothing',
      { ...REACHABLE, phone: undefined },
      everybodys(0, 0, 0, 2_400, 3_600),
      { IN_APP: 0, SMS: NONE, WHATSAPP: NONE, EMAIL: 2_400, PUSH: 3_600 },
    ],
    [
      'in the order of their times, not of the channels',
      { ...REACHABLE, device: false },
      everybodys(0, 3_600, 3_600, 2_400, 600),
      { IN_APP: 0, SMS: 2_400, WHATSAPP: 2_400, EMAIL: 600, PUSH: NONE },
    ],
  ])('%s', async (_what, person, timings, expected) => {
    const id = await planned([await somebody(person)], { timings });
    expect(await waits(id)).toEqual(expected);
  });

  it('an address that has bounced', async () => {
    const id = await somebody(REACHABLE);
    await database.query(
      `INSERT INTO suppressions (channel, address, reason) SELECT 'EMAIL', email, 'BOUNCED' FROM users WHERE id = $1`,
      [id],
    );
    const timings = everybodys(0, 3_600, 3_600, 600, 7_200);
    expect(await waits(await planned([id], { timings }))).toMatchObject({
      EMAIL: 'BOUNCED',
      SMS: 600,
      PUSH: 3_600,
    });
  });

  it('of one person, and nobody else’s', async () => {
    const [without, reachable] = [await somebody({ email: 'x@example.test' }), await somebody(REACHABLE)];
    const id = await planned([without, reachable]);
    const rows = await database.query<{ wait: number }>(
      `SELECT round(extract(epoch FROM ready_at - notifications.created_at))::int AS wait
         FROM deliveries JOIN notifications ON notifications.message_id = deliveries.message_id AND notifications.id = notification_id
        WHERE deliveries.message_id = $1 AND channel = 'EMAIL' ORDER BY user_id = $2`,
      [id, reachable],
    );
    expect(rows.map(({ wait }) => wait)).toEqual([600, 2_400]);
  });
});

describe('the variants of an experiment', () => {
  const timings: Timing[] = [
    { name: 'brisk', delays: [0, 60, 60, 300, 600] },
    { name: 'patient', delays: [0, 900, 900, 3_600, 7_200] },
  ];
  const variants = async (messageId: string) => {
    const rows = await database.query<{ userId: string; variant: string }>(
      'SELECT user_id AS "userId", variant FROM notifications WHERE message_id = $1 ORDER BY user_id',
      [messageId],
    );
    return rows.map(({ userId, variant }) => `${userId} ${variant}`);
  };

  it('have their own times, where steps move up as well', async () => {
    const people = await Promise.all(Array.from({ length: 40 }, () => somebody({ email: 'x@example.test' })));
    const id = await planned(people, { timings, experiment: 'pace' });
    const rows = await database.query(
      `SELECT DISTINCT variant, round(extract(epoch FROM ready_at - notifications.created_at))::int AS wait
         FROM deliveries JOIN notifications ON notifications.message_id = deliveries.message_id AND notifications.id = notification_id
        WHERE deliveries.message_id = $1 AND channel = 'EMAIL' ORDER BY variant`,
      [id],
    );
    expect(rows).toEqual([
      { variant: 'brisk', wait: 60 },
      { variant: 'patient', wait: 900 },
    ]);
  });

  it('are the same for a person in every message, evenly over ten thousand, and others in another experiment', async () => {
    const people = await database.query<{ id: string }>(
      `INSERT INTO users (name) SELECT 'Member ' || n FROM generate_series(1, 10000) AS n RETURNING id`,
    );
    const ids = people.map(({ id }) => id);
    const only = {
      channels: ['IN_APP'] as Channel[],
      timings: timings.map(({ name }) => ({ name, delays: [0] })),
    };
    const first = await variants(await planned(ids, { ...only, experiment: 'pace' }));
    expect(await variants(await planned(ids, { ...only, experiment: 'pace' }))).toEqual(first);
    expect(first).toHaveLength(10_000);

    const brisk = first.filter((each) => each.endsWith('brisk')).length;
    // Five standard deviations either way: once in a million.
    expect(Math.abs(brisk - 5_000)).toBeLessThan(250);

    const other = await variants(await planned(ids, { ...only, experiment: 'other' }));
    const same = other.filter((each, place) => each === first[place]).length;
    expect(Math.abs(same - 5_000)).toBeLessThan(250);
  });
});
