import { afterAll, beforeAll, expect, test } from 'vitest';
import { anAudience, isIn, isWithin } from '../../../test/support/any-audience.js';
import { communityAtRandom, ROLES, type World } from '../../../test/support/community-at-random.js';
import { testDatabase } from '../../../test/support/database.js';
import { dice } from '../../../test/support/dice.js';
import type { Audience, GroupItem } from '../../audience/audience.js';
import { joinEach, leaveEverywhere } from '../../directory/groups/closure.sql.js';
import { Groups } from '../../directory/groups/groups.js';
import type { Caller } from '../../identity/caller.js';
import { Database, type Sql } from '../../platform/database/database.js';
import { groupsOf, type Belonging } from './belonging.sql.js';

/*
 * Whatever audience, and whoever asks: of each group it is as many as a plain look at each of its people by itself
 * finds, whether its size is kept or its people are walked.
 */

let database: Database;
let world: World;

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
  world = await communityAtRandom(database, dice(11));
  await takeMoreRoles();
  await moveGroups();
  await emptyOne();
});
afterAll(() => database?.onApplicationShutdown());

/** Some have several roles in a group, and some have joined one below it, too. */
async function takeMoreRoles(): Promise<void> {
  const { chance, one } = dice(12);
  const more = world.memberships
    .filter(({ userId }) => !world.erased.has(userId) && chance(0.4))
    .flatMap((each) => [
      { ...each, role: one(ROLES) },
      { ...each, groupId: one(world.groups.filter((id) => isWithin(world, id, each.groupId))) },
    ]);
  await joinEach(database, more);
  world.memberships.push(...more);
}

/** One to the other community, with what is below it, and one up to where its gotra is. */
async function moveGroups(): Promise<void> {
  for (const [group, parent] of [
    [3, 9],
    [6, 0],
  ] as const) {
    await new Groups(database).move(world.groups[group]!, world.groups[parent]!);
    world.parents[group] = parent;
  }
}

async function emptyOne(): Promise<void> {
  const group = world.groups[7]!;
  for (const { userId } of world.memberships.filter(({ groupId }) => groupId === group))
    await leaveEverywhere(database, group, userId);
  world.memberships = world.memberships.filter(({ groupId }) => groupId !== group);
}

const callerOf = (userId: string, role: Caller['role']): Caller => ({
  kind: 'member',
  userId,
  email: null,
  name: 'P',
  role,
  locale: 'en',
  timezone: 'UTC',
});

/** What a look at each of them finds, of the groups that the caller leads or of all. */
function counted(caller: Caller, people: ReadonlySet<string>): Map<string, number> {
  const led = world.memberships.filter(({ userId, role }) => userId === caller.userId && role !== 'MEMBER');
  const told = (group: string) =>
    caller.role === 'ADMIN' || led.some(({ groupId }) => isWithin(world, group, groupId));
  return new Map(
    world.groups.filter(told).flatMap((group): [string, number][] => {
      const joined = world.memberships.filter(
        ({ groupId, userId }) => groupId === group && people.has(userId),
      );
      const count = new Set(joined.map(({ userId }) => userId)).size;
      return count > 0 ? [[group, count]] : [];
    }),
  );
}

const wholeOf = (place: number): GroupItem => ({ group: world.groups[place]!, subgroups: true });

const found = ({ byGroup }: Belonging) => new Map(byGroup.map(({ id, count }) => [id, count]));

const downwards = (one: number, other: number) => other - one;

test.each([1, 2, 3, 4, 5, 6])('forty audiences of seed %i are as many of each group', async (seed) => {
  const random = dice(seed);
  const heads = world.memberships.filter(
    ({ role, userId }) => role !== 'MEMBER' && !world.erased.has(userId),
  );
  for (let number = 0; number < 40; number++) {
    const audience = anAudience(world, random, 2);
    const people = new Set(world.people.filter((person) => isIn(world, audience, person)));
    const caller = callerOf(random.one(heads).userId, random.chance(0.6) ? 'ADMIN' : 'FAMILY_HEAD');
    const expected = counted(caller, people);
    const which = `seed ${seed}, number ${number}, ${caller.role}: ${JSON.stringify(audience)}`;
    const belonging = await groupsOf(database, caller, audience);
    expect(found(belonging), which).toEqual(expected);
    expect(belonging.groupCount, which).toBe(expected.size);
    const counts = belonging.byGroup.map(({ count }) => count);
    expect(counts, which).toEqual(counts.toSorted(downwards));
  }
});

test.each<[string, boolean, () => Audience]>([
  ['few are left out of many', true, () => ({ include: [wholeOf(0)], exclude: [wholeOf(4)] })],
  ['who is left out is named', true, () => ({ include: [wholeOf(4)], exclude: [{ users: [] }] })],
  ['many are left out of few', false, () => ({ include: [wholeOf(4)], exclude: [wholeOf(8)] })],
  ['no members are meant', false, () => ({ include: [{ users: world.people }], exclude: [wholeOf(0)] })],
])('where %s, who is left out is sought: %s', async (_where, expected, audience) => {
  const asked: string[] = [];
  const sql: Sql = {
    query: (text, values) => {
      asked.push(text);
      return database.query(text, values);
    },
  };
  await groupsOf(sql, callerOf(world.people[0]!, 'ADMIN'), audience());
  expect(asked.some((text) => text.includes('missing'))).toBe(expected);
});

test('of more groups than are named the largest ones are', async () => {
  const community = world.groups[8]!;
  const groups = await database.query<{ id: string; place: number }>(
    `INSERT INTO groups (name, kind, parent_id)
     SELECT 'Family ' || place, 'FAMILY', $1 FROM generate_series(0, 109) AS place
     RETURNING id, substr(name, 8)::int AS place`,
    [community],
  );
  const alive = world.people.filter((id) => !world.erased.has(id));
  const joining = groups.flatMap(({ id, place }) =>
    alive.slice(0, 1 + place).map((userId) => ({ groupId: id, userId, role: 'MEMBER' as const })),
  );
  await joinEach(database, joining);
  const audience = {
    include: groups.map(({ id }) => ({ group: id })),
    exclude: [{ users: alive.slice(0, 2) }],
  };
  const admin = callerOf(alive[0]!, 'ADMIN');
  const { byGroup, groupCount } = await groupsOf(database, admin, audience);
  // What else they have joined is among the largest ones, too.
  const counts = [
    ...counted(admin, new Set(alive.slice(2, groups.length))).values(),
    ...groups.map(({ place }) => place - 1).filter((count) => count > 0),
  ];
  expect(groupCount).toBe(counts.length);
  expect(byGroup.map(({ count }) => count)).toEqual(counts.toSorted(downwards).slice(0, 100));
});
