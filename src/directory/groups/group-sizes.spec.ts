import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.js';
import { Database } from '../../platform/database/database.js';
import { Groups } from './groups.js';

let database: Database;
let groups: Groups;
beforeAll(async () => {
  database = new Database((await testDatabase()).url);
  groups = new Groups(database);
});
afterAll(() => database?.onApplicationShutdown());

const tree = { community: '', gotra: '', first: '', second: '' };
let people: string[] = [];
beforeEach(async () => {
  await database.query('TRUNCATE users, groups CASCADE');
  tree.community = (await groups.create({ name: 'c', kind: 'COMMUNITY', parentId: null })).id;
  tree.gotra = (await groups.create({ name: 'g', kind: 'GOTRA', parentId: tree.community })).id;
  tree.first = (await groups.create({ name: '1', kind: 'FAMILY', parentId: tree.gotra })).id;
  tree.second = (await groups.create({ name: '2', kind: 'FAMILY', parentId: tree.gotra })).id;
  const rows = await database.query<{ id: string }>(
    `INSERT INTO users (name) SELECT 'Person ' || n FROM generate_series(1, 12) AS n RETURNING id`,
  );
  people = rows.map(({ id }) => id);
});
const person = (index: number) => people[index]!;

async function sizes(): Promise<Record<string, string>> {
  const rows = await database.query<{ groupId: string; joined: number; reached: number }>(
    'SELECT group_id AS "groupId", joined, reached FROM group_sizes',
  );
  const of = (id: string) => rows.find(({ groupId }) => groupId === id) ?? { joined: 0, reached: 0 };
  return Object.fromEntries(
    Object.entries(tree).map(([name, id]) => [name, `${of(id).joined} of ${of(id).reached}`]),
  );
}

/** What is kept is what there is. */
async function expectTrueSizes(): Promise<void> {
  const counted = `SELECT group_id, count(DISTINCT user_id) FILTER (WHERE joined_group_id = group_id)::int,
                          count(DISTINCT user_id)::int FROM group_members GROUP BY group_id`;
  const kept = 'SELECT group_id, joined, reached FROM group_sizes WHERE joined <> 0 OR reached <> 0';
  expect(await database.query(`(${counted}) EXCEPT (${kept})`)).toEqual([]);
  expect(await database.query(`(${kept}) EXCEPT (${counted})`)).toEqual([]);
}

describe('the size of a group', () => {
  test('tells who joined it from who is below it', async () => {
    await groups.join(tree.first, person(0));
    await groups.join(tree.first, person(1));
    await groups.join(tree.second, person(2));
    await groups.join(tree.gotra, person(3));
    expect(await sizes()).toEqual({
      community: '0 of 4',
      gotra: '1 of 4',
      first: '2 of 2',
      second: '1 of 1',
    });
  });

  test('counts somebody once, whatever they joined and as what', async () => {
    await groups.join(tree.first, person(0), 'FAMILY_HEAD');
    await groups.join(tree.first, person(0));
    await groups.join(tree.second, person(0));
    await groups.join(tree.gotra, person(0), 'GOTRA_HEAD');
    expect(await sizes()).toEqual({
      community: '0 of 1',
      gotra: '1 of 1',
      first: '1 of 1',
      second: '1 of 1',
    });
    await groups.leave(tree.first, person(0), 'MEMBER');
    await groups.leave(tree.gotra, person(0));
    expect(await sizes()).toMatchObject({ community: '0 of 1', gotra: '0 of 1', first: '1 of 1' });
    await groups.leave(tree.first, person(0));
    await groups.leave(tree.second, person(0));
    expect(Object.values(await sizes())).toEqual(['0 of 0', '0 of 0', '0 of 0', '0 of 0']);
  });

  test('follows a move', async () => {
    await groups.join(tree.first, person(0));
    await groups.join(tree.second, person(1));
    await groups.move(tree.first, tree.community);
    expect(await sizes()).toMatchObject({ community: '0 of 2', gotra: '0 of 1', first: '1 of 1' });
    await expectTrueSizes();
  });

  test('goes with the group, with the person and with all of them', async () => {
    await groups.join(tree.first, person(0));
    await groups.join(tree.second, person(1));
    await groups.join(tree.second, person(2));
    await database.query('DELETE FROM groups WHERE id = $1', [tree.first]);
    await database.query('DELETE FROM users WHERE id = $1', [person(1)]);
    await expectTrueSizes();
    expect(await sizes()).toMatchObject({ community: '0 of 1', second: '1 of 1' });
    await database.query('TRUNCATE users CASCADE');
    expect(Object.values(await sizes())).toEqual(['0 of 0', '0 of 0', '0 of 0', '0 of 0']);
  });
});

describe('who is erased', () => {
  test('leaves every group, and enters none', async () => {
    await groups.join(tree.first, person(0));
    await groups.join(tree.second, person(0), 'FAMILY_HEAD');
    await groups.join(tree.second, person(1));
    await database.query('UPDATE users SET erased_at = now() WHERE id = ANY($1)', [[person(0), person(1)]]);
    expect(Object.values(await sizes())).toEqual(['0 of 0', '0 of 0', '0 of 0', '0 of 0']);
    const enter = database.query(
      `INSERT INTO group_members (group_id, user_id, joined_group_id, role) VALUES ($1, $2, $1, 'MEMBER')`,
      [tree.first, person(0)],
    );
    await expect(enter).rejects.toThrow('Who was erased belongs to no group.');
  });

  test('while they join is in none afterwards', async () => {
    for (const id of people) {
      const joining = [tree.first, tree.second, tree.gotra].map((group) =>
        database.query(
          `INSERT INTO group_members (group_id, user_id, joined_group_id, role) VALUES ($1, $2, $1, 'MEMBER')`,
          [group, id],
        ),
      );
      const erasing = database.query('UPDATE users SET erased_at = now() WHERE id = $1', [id]);
      await Promise.allSettled([...joining, erasing]);
    }
    expect(await database.query('SELECT 1 FROM group_members')).toEqual([]);
    await expectTrueSizes();
  });
});

describe('at the same time', () => {
  test('two joinings of one person make one person more', async () => {
    const membership = `INSERT INTO group_members (group_id, user_id, joined_group_id, role) VALUES ($1, $2, $3, 'MEMBER')`;
    for (const id of people) {
      await Promise.all([
        database.query(membership, [tree.gotra, id, tree.first]),
        database.query(membership, [tree.gotra, id, tree.second]),
        database.query(membership, [tree.gotra, id, tree.gotra]),
      ]);
    }
    expect(await sizes()).toMatchObject({ gotra: '12 of 12' });
    const leave = 'DELETE FROM group_members WHERE user_id = $1 AND joined_group_id = $2';
    for (const id of people) {
      await Promise.all([
        database.query(leave, [id, tree.first]),
        database.query(leave, [id, tree.second]),
        database.query(leave, [id, tree.gotra]),
      ]);
    }
    expect(await sizes()).toMatchObject({ gotra: '0 of 0' });
  });

  test('joining, leaving and moving leave true sizes', async () => {
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([
        ...people.map((id) => groups.join(tree.first, id)),
        ...people.map((id) => groups.join(tree.second, id, 'FAMILY_HEAD')),
        groups.move(tree.first, tree.community),
        ...people.map((id) => groups.leave(tree.first, id)),
        groups.move(tree.first, tree.gotra),
      ]);
      await expectTrueSizes();
    }
  });
});
