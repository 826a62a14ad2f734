import { beforeAll, describe, expect, it, type TestContext } from 'vitest';
import type { Audience } from '../src/audience/audience.js';
import type { MemberCaller } from '../src/identity/caller.js';
import { Previews } from '../src/notifications/preview/previews.js';
import { CHANNELS, type Channel } from '../src/notifications/vocabulary.js';
import { Database } from '../src/platform/database/database.js';
import { startApp, type TestApp } from '../test/support/app.js';
import { community } from './support/community.js';
import { median, report, seconds } from './support/measure.js';

const MILLION = 1_000_000;
const TIMES = 9;

let app: TestApp;
let previews: Previews;
let everybody: string;
let halves: string[];
let head: MemberCaller;

beforeAll(async () => {
  app = await startApp({ MUNADI_DEMO: '0', MUNADI_ROLE: 'api' });
  previews = app.nest.get(Previews);
  everybody = await community(app.nest.get(Database), MILLION);
  halves = await overlappingHalves(everybody);
  head = await headOf(everybody);
  await someDevices();
  await app.sql('VACUUM ANALYZE');
});

const wholeOf = (group: string, over: object = {}) => ({ group, subgroups: true as const, ...over });

describe('of a million, a preview takes less than a second', () => {
  const measure = (
    what: string,
    audience: () => Audience,
    channels: readonly Channel[] = ['IN_APP', 'EMAIL'],
    people = MILLION,
  ) =>
    it(`of ${what}`, async (context) => {
      const times: number[] = [];
      for (let time = 0; time <= TIMES; time++) {
        times.push(
          await seconds(async () => {
            const { recipientCount } = await previews.of(head, draft(audience(), channels));
            expect(recipientCount).toBe(people);
          }),
        );
      }
      note(context, what, times);
    });

  measure('everybody by 2 channels', () => ({ include: [wholeOf(everybody)] }));
  measure('everybody by 3 channels', () => ({ include: [wholeOf(everybody)] }), ['IN_APP', 'EMAIL', 'PUSH']);
  measure('everybody by 6 channels', () => ({ include: [wholeOf(everybody)] }), CHANNELS);
  measure('a role of everybody', () => ({ include: [wholeOf(everybody, { roles: ['MEMBER'] })] }));
  measure(
    'everybody without the sender',
    () => ({ include: [wholeOf(everybody)], exclude: [{ users: [head.userId], sender: true }] }),
    ['IN_APP', 'EMAIL'],
    MILLION - 1,
  );
  measure('two halves that overlap', () => ({ include: halves.map((group) => wholeOf(group)) }));
  measure(
    'everybody without a half',
    () => ({ include: [wholeOf(everybody)], exclude: [wholeOf(halves[0] ?? '')] }),
    ['IN_APP', 'EMAIL'],
    0.45 * MILLION,
  );
});

/** The first one finds nothing in memory yet. */
function note(context: TestContext, what: string, [first = NaN, ...times]: number[]): void {
  report(context, {
    measure: `preview of 1M, ms: ${what}`,
    target: { atMost: 1_000 },
    value: median(times) * 1_000,
    each: times.map((time) => time * 1_000),
    detail: `with groups, roles, reasons, nights, names and a price; the first one ${(first * 1_000).toFixed(0)} ms`,
  });
}

const draft = (audience: Audience, channels: readonly Channel[]) => ({
  type: 'ANNOUNCEMENT' as const,
  audience,
  channels,
  values: {},
  cause: { origin: 'MEMBER' as const, senderId: head.userId },
});

async function headOf(group: string): Promise<MemberCaller> {
  const [row] = await app.sql<{ id: string }>(
    `WITH head AS (SELECT user_id FROM group_members WHERE group_id = $1 ORDER BY user_id LIMIT 1), joined AS (
       INSERT INTO group_members (group_id, user_id, joined_group_id, role)
       SELECT $1, user_id, $1, 'COMMUNITY_HEAD' FROM head
     ) SELECT user_id AS id FROM head`,
    [group],
  );
  return {
    kind: 'member',
    userId: row?.id ?? '',
    email: null,
    name: 'Head',
    role: 'COMMUNITY_HEAD',
    locale: 'en',
    timezone: 'UTC',
  };
}

/** Two gotras below it, which a tenth of all have joined both. */
async function overlappingHalves(group: string): Promise<string[]> {
  const rows = await app.sql<{ id: string }>(
    `INSERT INTO groups (name, kind, parent_id) VALUES ('North', 'GOTRA', $1), ('South', 'GOTRA', $1) RETURNING id`,
    [group],
  );
  const [north, south] = rows.map(({ id }) => id);
  await app.sql(
    `WITH numbered AS (SELECT user_id, row_number() OVER (ORDER BY user_id) AS place FROM group_members WHERE group_id = $1)
     INSERT INTO group_members (group_id, user_id, joined_group_id)
     SELECT joined, user_id, joined FROM numbered, unnest(ARRAY[$2, $3]::uuid[]) AS joined
      WHERE CASE WHEN joined = $2 THEN place <= $4 * 0.55 ELSE place > $4 * 0.45 END`,
    [group, north, south, MILLION],
  );
  return rows.map(({ id }) => id);
}

/** Half of all have a telephone that rings, one in a hundred an address that bounces, and one in five no number. */
async function someDevices(): Promise<void> {
  await app.sql(
    `INSERT INTO devices (user_id, platform, token_hash, token_sealed)
     SELECT id, 'ANDROID', uuid_send(id), '' FROM users WHERE random() < 0.5`,
  );
  await app.sql(
    `INSERT INTO suppressions (channel, address, reason) SELECT 'EMAIL', email, 'BOUNCED' FROM users WHERE random() < 0.01`,
  );
  await app.sql('UPDATE users SET phone = NULL WHERE random() < 0.2');
}
