import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../test/support/database.js';
import { joinEach } from '../directory/groups/closure.sql.js';
import type { Role } from '../identity/roles.js';
import { Database } from '../platform/database/database.js';
import type { Audience, AudienceItem } from './audience.js';
import { sizeOf } from './counting/size-of.js';
import { recipients, recipientsAfter } from './recipients.js';

/*
 * Whatever audience: taken chunk by chunk, at once, and counted, it is the very people that a plain look at
 * each one by itself finds.
 */

const PEOPLE = 240;
const ROLES: Role[] = ['COMMUNITY_HEAD', 'GOTRA_HEAD', 'FAMILY_HEAD', 'MEMBER', 'MEMBER', 'MEMBER'];
const CHANNELS = ['EMAIL', 'SMS'] as const;
/** What each group is below: two communities, one of them with three levels. */
const PARENTS = [null, 0, 0, 1, 1, 1, 2, 2, null, 8, 8, 3];

/** The same numbers for the same seed. */
function dice(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const upTo = (most: number) => Math.floor(next() * (most + 1));
  const one = <T>(of: readonly T[]): T => of[upTo(of.length - 1)]!;
  const some = <T>(most: number, make: () => T): T[] => Array.from({ length: upTo(most) }, make);
  return { upTo, one, some, chance: (of: number) => next() < of };
}
type Dice = ReturnType<typeof dice>;

interface World {
  people: string[];
  erased: Set<string>;
  groups: string[];
  memberships: { userId: string; groupId: string; role: Role }[];
  topics: { id: string; group: string; followers: Set<string> }[];
  campaign: { id: string; people: Set<string> };
  /** By message and channel, whom it has reached. */
  messages: { id: string; reached: Record<(typeof CHANNELS)[number], Set<string>> }[];
}

let database: Database;
let world: World;

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
  world = await populate(dice(7));
});
afterAll(() => database?.onApplicationShutdown());

const ids = async (text: string, values: unknown[] = []) =>
  (await database.query<{ id: string }>(text, values)).map(({ id }) => id);

async function populate({ upTo, one, some, chance }: Dice): Promise<World> {
  const people = await ids(
    `INSERT INTO users (name) SELECT 'P' || n FROM generate_series(1, $1::int) AS n RETURNING id`,
    [PEOPLE],
  );
  const groups: string[] = [];
  for (const parent of PARENTS) {
    const kind = parent === null ? 'COMMUNITY' : 'GOTRA';
    const above = parent === null ? null : groups[parent];
    const made = await ids(
      `INSERT INTO groups (name, kind, parent_id) VALUES ('G', $1::group_kind, $2) RETURNING id`,
      [kind, above],
    );
    groups.push(...made);
  }
  const memberships = people.flatMap((userId) =>
    some(3, () => ({ userId, groupId: one(groups), role: one(ROLES) })),
  );
  await joinEach(database, memberships);

  const topics = await Promise.all(
    [1, 3, 8].map(async (group) => {
      const followers = new Set(people.filter(() => chance(0.3)));
      const [id] = await ids(
        `INSERT INTO topics (name, group_id, title, created_by_id) VALUES ($1, $2, 'T', $2) RETURNING id`,
        [`topic-${group}`, groups[group]],
      );
      await database.query('INSERT INTO topic_followers (topic_id, user_id) SELECT $1, unnest($2::uuid[])', [
        id,
        [...followers],
      ]);
      return { id: id!, group: groups[group]!, followers };
    }),
  );

  const [campaign] = await ids(
    `INSERT INTO campaigns (sender_id, name, state) VALUES ($1, 'C', 'DRAFT') RETURNING id`,
    [people.at(-1)],
  );
  const rows = Array.from({ length: 90 }, (_, number) => ({
    number,
    userId: chance(0.9) ? one(people) : null,
    flaw: chance(0.2) ? 'PERSON_UNKNOWN' : null,
  }));
  await database.query(
    `INSERT INTO campaign_rows (campaign_id, number, fields, user_id, flaw)
     SELECT $1, number, '{}', user_id, flaw FROM unnest($2::int[], $3::uuid[], $4::text[]) AS rows(number, user_id, flaw)`,
    [
      campaign,
      rows.map(({ number }) => number),
      rows.map(({ userId }) => userId),
      rows.map(({ flaw }) => flaw),
    ],
  );
  const good = rows.flatMap(({ userId, flaw }) => (userId && !flaw ? userId : []));

  const messages = await Promise.all([0, 1].map(() => told(people, { upTo, one, some, chance })));
  const erased = new Set(people.slice(0, 8));
  await database.query('UPDATE users SET erased_at = now() WHERE id = ANY($1::uuid[])', [[...erased]]);
  return {
    people,
    erased,
    groups,
    memberships,
    topics,
    campaign: { id: campaign!, people: new Set(good) },
    messages,
  };
}

async function told(people: readonly string[], { one, chance }: Dice): Promise<World['messages'][number]> {
  const [id] = await ids(
    `INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state)
     VALUES ('GENERIC', 'MEMBER', '{}', '{EMAIL,SMS}', 'LOW', 'bulk', 'BROADCAST', 'COMPLETED') RETURNING id`,
  );
  const reached = { EMAIL: new Set<string>(), SMS: new Set<string>() };
  const rows = people
    .filter(() => chance(0.7))
    .flatMap((userId) =>
      CHANNELS.map((channel) => {
        const status = one(['SENT', 'PENDING', 'UNKNOWN', 'CANCELLED', 'FAILED', 'SUPPRESSED'] as const);
        if (!['CANCELLED', 'FAILED', 'SUPPRESSED'].includes(status)) reached[channel].add(userId);
        return { userId, channel, status };
      }),
    );
  await database.query(
    `WITH had AS (
       INSERT INTO notifications (message_id, user_id) SELECT $1, user_id FROM (SELECT DISTINCT unnest($2::uuid[])) AS them(user_id)
       RETURNING id, user_id
     )
     INSERT INTO deliveries (message_id, notification_id, channel, lane, status, reason, batch, due_at, ready_at)
     SELECT $1, had.id, channel, 'bulk', status, CASE WHEN status = 'SUPPRESSED' THEN 'NO_ADDRESS'::suppression_reason END, 0, now(), now()
       FROM had JOIN unnest($2::uuid[], $3::channel[], $4::delivery_status[]) AS rows(user_id, channel, status) USING (user_id)`,
    [
      id,
      rows.map(({ userId }) => userId),
      rows.map(({ channel }) => channel),
      rows.map(({ status }) => status),
    ],
  );
  return { id: id!, reached };
}

/** Any audience; what is within another one is one level simpler. */
function anAudience(random: Dice, depth: number): Audience {
  const include = random.some(4, () => anItem(random, depth));
  const exclude = random.chance(0.6) ? random.some(3, () => anItem(random, depth)) : [];
  return { include, ...(exclude.length > 0 && { exclude }) };
}

function anItem(random: Dice, depth: number): AudienceItem {
  const { one, some, upTo, chance } = random;
  const group = () => ({
    group: one(world.groups),
    ...(chance(0.3) && { roles: [...new Set([one(ROLES), one(ROLES)])] }),
    ...(chance(0.6) && { subgroups: true as const }),
  });
  const kinds: (() => AudienceItem)[] = [
    group,
    group,
    group,
    () => ({ users: some(30, () => one(world.people)) }),
    () => {
      const { id, group: where } = one(world.topics);
      return { topic: 'any', topicId: id, group: where };
    },
    () => ({ campaign: world.campaign.id }),
  ];
  if (depth > 0) {
    kinds.push(
      () => ({ saved: one(world.people), name: 'Any', ...anAudience(random, depth - 1) }),
      () => ({
        missed: world.messages.slice(upTo(1)).map(({ id }) => id),
        channels: upTo(1) === 0 ? [one(CHANNELS)] : CHANNELS,
        ...anAudience(random, depth - 1),
      }),
    );
  }
  return one(kinds)();
}

const isIn = ({ include, exclude = [] }: Audience, person: string): boolean =>
  include.some((item) => holds(item, person)) && !exclude.some((item) => holds(item, person));

function holds(item: AudienceItem, person: string): boolean {
  if ('users' in item) return item.users.includes(person);
  if ('campaign' in item) return world.campaign.people.has(person);
  if ('topic' in item) {
    const topic = world.topics.find(({ id }) => id === item.topicId)!;
    return topic.followers.has(person) && holds({ group: topic.group, subgroups: true }, person);
  }
  if ('include' in item) {
    if (!isIn(item, person)) return false;
    if (!('missed' in item)) return true;
    const missed = world.messages.filter(({ id }) => item.missed.includes(id));
    return !missed.some(({ reached }) =>
      CHANNELS.some((channel) => item.channels.includes(channel) && reached[channel].has(person)),
    );
  }
  return world.memberships.some(
    ({ userId, groupId, role }) =>
      userId === person &&
      (item.subgroups ? isWithin(groupId, item.group) : groupId === item.group) &&
      (!item.roles || item.roles.includes(role)),
  );
}

function isWithin(groupId: string, above: string): boolean {
  if (groupId === above) return true;
  const parent = PARENTS[world.groups.indexOf(groupId)];
  return parent != null && isWithin(world.groups[parent]!, above);
}

async function inChunks(audience: Audience, size: number): Promise<string[]> {
  const found: string[] = [];
  let cursor = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const values: unknown[] = [cursor, size];
    const sql = recipientsAfter(audience, (value) => `$${values.push(value)}`, '$1::uuid', '$2::int');
    // Where nobody is included, only this names the cursor.
    const chunk = await ids(`SELECT user_id AS id FROM (${sql}) AS chunk WHERE $1::uuid IS NOT NULL`, values);
    found.push(...chunk);
    if (chunk.length < size) return found;
    cursor = chunk.at(-1)!;
  }
}

async function atOnce(audience: Audience): Promise<string[]> {
  const values: unknown[] = [];
  const sql = recipients(audience, (value) => `$${values.push(value)}`);
  return (await ids(`SELECT user_id AS id FROM (${sql}) AS everybody`, values)).sort();
}

test.each([1, 2, 3, 4])('twenty audiences of seed %i are whom each one by itself is in', async (seed) => {
  const random = dice(seed);
  for (let number = 0; number < 20; number++) {
    const audience = anAudience(random, 2);
    const expected = world.people.filter((id) => !world.erased.has(id) && isIn(audience, id)).sort();
    const which = `seed ${seed}, number ${number}: ${JSON.stringify(audience)}`;
    expect(await sizeOf(database, audience), which).toBe(expected.length);
    expect(await atOnce(audience), which).toEqual(expected);
    expect(await inChunks(audience, 1 + random.upTo(60)), which).toEqual(expected);
  }
});

test.each<[string, () => AudienceItem]>([
  ['a group', () => ({ group: world.groups[1]!, subgroups: true })],
  ['who joined a group', () => ({ group: world.groups[1]! })],
  ['a role', () => ({ group: world.groups[0]!, roles: ['FAMILY_HEAD'], subgroups: true })],
  ['people by name', () => ({ users: world.people.slice(0, 100) })],
  ['a topic', () => ({ topic: 'any', topicId: world.topics[0]!.id, group: world.topics[0]!.group })],
  ['a campaign', () => ({ campaign: world.campaign.id })],
  [
    'a saved one',
    () => ({
      saved: 'x',
      name: 'Any',
      include: [{ group: world.groups[0]!, subgroups: true }],
      exclude: [{ group: world.groups[3]! }],
    }),
  ],
  [
    'who was missed',
    () => ({
      missed: [world.messages[0]!.id],
      channels: ['EMAIL'],
      include: [{ group: world.groups[0]!, subgroups: true }],
    }),
  ],
])('%s is found as include and as exclude', async (_what, item) => {
  const everybody = { group: world.groups[0]!, subgroups: true as const };
  for (const audience of [
    { include: [item()] },
    { include: [everybody], exclude: [item()] },
    { include: [everybody, item()], exclude: [{ users: world.people.slice(50, 120) }] },
  ]) {
    const expected = world.people.filter((id) => !world.erased.has(id) && isIn(audience, id)).sort();
    expect(expected.length).toBeGreaterThan(5);
    expect(await sizeOf(database, audience)).toBe(expected.length);
    expect(await atOnce(audience)).toEqual(expected);
    for (const size of [7, 1_000]) expect(await inChunks(audience, size)).toEqual(expected);
  }
});
