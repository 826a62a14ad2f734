import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../test/support/database.js';
import { Groups } from '../directory/groups/groups.js';
import { Database } from '../platform/database/database.js';
import { theseUsers, type Audience, type AudienceItem } from './audience.js';
import { sizeOf } from './counting/size-of.js';
import { recipientsAfter } from './recipients.js';

let database: Database;
const tree = { community: '', gotra: '', family: '', other: '' };
/** Names by id, in the order of the ids. */
const people = new Map<string, string>();

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
  const groups = new Groups(database);
  const make = async (name: 'COMMUNITY' | 'GOTRA' | 'FAMILY', parentId: string | null) =>
    (await groups.create({ name, kind: name, parentId })).id;
  tree.community = await make('COMMUNITY', null);
  tree.gotra = await make('GOTRA', tree.community);
  tree.family = await make('FAMILY', tree.gotra);
  tree.other = await make('FAMILY', tree.gotra);
  for (const name of ['head', 'elder', 'father', 'child', 'cousin', 'stranger', 'erased']) {
    const [row] = await database.query<{ id: string }>('INSERT INTO users (name) VALUES ($1) RETURNING id', [
      name,
    ]);
    people.set(row!.id, name);
  }
  await groups.join(tree.community, id('head'), 'COMMUNITY_HEAD');
  await groups.join(tree.gotra, id('elder'), 'GOTRA_HEAD');
  await groups.join(tree.family, id('elder'));
  await groups.join(tree.family, id('father'), 'FAMILY_HEAD');
  await groups.join(tree.family, id('child'));
  await groups.join(tree.family, id('erased'));
  await groups.join(tree.other, id('cousin'), 'FAMILY_HEAD');
  await groups.join(tree.other, id('child'));
  await database.query('UPDATE users SET erased_at = now() WHERE id = $1', [id('erased')]);
});
afterAll(() => database?.onApplicationShutdown());

const id = (name: string) => [...people].find(([, each]) => each === name)![0];

/** Chunk by chunk, as planning does: a chunk that is not full is the last one. */
async function walk(audience: Audience, size: number): Promise<string[]> {
  const names: string[] = [];
  let cursor = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const values: unknown[] = [cursor, size];
    const chunk = await database.query<{ user_id: string }>(
      // Where nobody is included, only this names the cursor.
      `SELECT * FROM (${recipientsAfter(audience, (value) => `$${values.push(value)}`, '$1::uuid', '$2::int')}) AS chunk WHERE $1::uuid IS NOT NULL`,
      values,
    );
    names.push(...chunk.map(({ user_id }) => people.get(user_id)!));
    if (chunk.length < size) return names;
    cursor = chunk.at(-1)!.user_id;
  }
}

const count = (audience: Audience) => sizeOf(database, audience);

const the =
  (group: keyof typeof tree, over: object = {}) =>
  (): AudienceItem => ({
    group: tree[group],
    ...over,
  });
const below = { subgroups: true } as const;
const named =
  (...names: string[]) =>
  (): AudienceItem => ({ users: names.map(id) });

test.each<[string, (() => AudienceItem)[], (() => AudienceItem)[], string]>([
  ['a community is who joined it', [the('community')], [], 'head'],
  ['with everybody below', [the('community', below)], [], 'head elder father child cousin'],
  ['a gotra is who joined it', [the('gotra')], [], 'elder'],
  ['a family', [the('family')], [], 'elder father child'],
  ['a role of the group', [the('community', { roles: ['COMMUNITY_HEAD', 'COMMUNITY_SUBHEAD'] })], [], 'head'],
  ['a role that only those below have', [the('community', { roles: ['FAMILY_HEAD'] })], [], ''],
  ['and asked for there', [the('community', { roles: ['FAMILY_HEAD'], ...below })], [], 'father cousin'],
  [
    'groups that overlap',
    [the('family'), the('other'), the('gotra', below)],
    [],
    'elder father child cousin',
  ],
  ['named people', [named('stranger', 'child')], [], 'child stranger'],
  ['but nobody who was erased', [named('erased', 'child'), the('family')], [], 'elder father child'],
  ['nobody at all', [], [], ''],
  ['without a person', [the('family')], [named('child')], 'elder father'],
  ['without a group', [the('gotra', below)], [the('family')], 'cousin'],
  [
    'without a role',
    [the('gotra', below)],
    [the('gotra', { roles: ['FAMILY_HEAD'], ...below })],
    'elder child',
  ],
  ['without all below', [the('community', below)], [the('gotra', below)], 'head'],
  [
    'without several',
    [the('gotra', below), named('stranger')],
    [the('gotra'), named('stranger')],
    'father child cousin',
  ],
  ['named people without a group', [named('stranger', 'child')], [the('family')], 'stranger'],
  ['without themselves', [the('family')], [the('family')], ''],
])('%s', async (_what, include, exclude, expected) => {
  const audience: Audience = {
    include: include.map((item) => item()),
    ...(exclude.length > 0 && { exclude: exclude.map((item) => item()) }),
  };
  const names = expected.split(' ').filter(Boolean);
  for (const size of [1, 2, 3, 100]) expect(await walk(audience, size)).toEqual(names);
  expect(await count(audience)).toBe(names.length);
});

test('a chunk is full as long as anybody is left, however many are excluded before', async () => {
  const [community] = await database.query<{ id: string }>(
    "INSERT INTO groups (name, kind) VALUES ('Crowd', 'COMMUNITY') RETURNING id",
  );
  const rows = await database.query<{ id: string }>(
    `WITH people AS (INSERT INTO users (name) SELECT 'P' || n FROM generate_series(1, 300) AS n RETURNING id)
     INSERT INTO group_members (group_id, user_id, joined_group_id) SELECT $1, id, $1 FROM people RETURNING user_id AS id`,
    [community!.id],
  );
  const ids = rows.map((row) => row.id).sort();
  for (const each of ids) people.set(each, each);
  const users = ids.slice(5, 295);
  const audience: Audience = {
    include: [{ group: community!.id }, theseUsers(...ids).include[0]!],
    exclude: [{ users }],
  };
  expect(await walk(audience, 10)).toEqual([...ids.slice(0, 5), ...ids.slice(295)]);
  expect(await count(audience)).toBe(10);
});

test('a long list is handed over once, however many parts it is left out of', () => {
  const values: unknown[] = [];
  const users = [id('father'), id('child')];
  const include = [{ group: tree.gotra }, { group: tree.family }, { group: tree.other }];
  recipientsAfter(
    { include, exclude: [{ users }] },
    (value) => `$${values.push(value)}`,
    '$1::uuid',
    '$2::int',
  );
  expect(values.filter((value) => value === users)).toHaveLength(1);
});
