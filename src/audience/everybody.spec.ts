import { afterAll, beforeAll, expect, test } from 'vitest';
import { anAudience, isIn } from '../../test/support/any-audience.js';
import { communityAtRandom, type World } from '../../test/support/community-at-random.js';
import { testDatabase } from '../../test/support/database.js';
import { dice } from '../../test/support/dice.js';
import { Database } from '../platform/database/database.js';
import type { Audience, AudienceItem } from './audience.js';
import { sizeOf } from './counting/size-of.js';
import { recipients, recipientsAfter } from './recipients.js';

/*
 * Whatever audience: taken chunk by chunk, at once, and counted, it is the very people that a plain look at
 * each one by itself finds.
 */

let database: Database;
let world: World;

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
  world = await communityAtRandom(database, dice(7));
});
afterAll(() => database?.onApplicationShutdown());

const ids = async (text: string, values: unknown[] = []) =>
  (await database.query<{ id: string }>(text, values)).map(({ id }) => id);

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
    const audience = anAudience(world, random, 2);
    const expected = world.people.filter((id) => isIn(world, audience, id)).sort();
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
    const expected = world.people.filter((id) => isIn(world, audience, id)).sort();
    expect(expected.length).toBeGreaterThan(5);
    expect(await sizeOf(database, audience)).toBe(expected.length);
    expect(await atOnce(audience)).toEqual(expected);
    for (const size of [7, 1_000]) expect(await inChunks(audience, size)).toEqual(expected);
  }
});
