import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.js';
import { Database } from '../../platform/database/database.js';
import { Groups } from './groups.js';
import type { GroupKind } from './group-kinds.js';

const NOBODY = '01937b6e-7c00-7000-8000-000000000001';

let database: Database;
let groups: Groups;
beforeAll(async () => {
  database = new Database((await testDatabase()).url);
  groups = new Groups(database);
});
afterAll(() => database?.onApplicationShutdown());

/** Two communities; the first has two gotras, the first of which has two families. */
const tree = { c1: '', c2: '', g1: '', g2: '', f1: '', f2: '' };
let people: string[] = [];
beforeEach(async () => {
  await database.query('TRUNCATE users, groups CASCADE');
  const make = async (kind: GroupKind, parentId: string | null) =>
    (await groups.create({ name: kind, kind, parentId })).id;
  tree.c1 = await make('COMMUNITY', null);
  tree.c2 = await make('COMMUNITY', null);
  tree.g1 = await make('GOTRA', tree.c1);
  tree.g2 = await make('GOTRA', tree.c1);
  tree.f1 = await make('FAMILY', tree.g1);
  tree.f2 = await make('FAMILY', tree.g1);
  const rows = await database.query<{ id: string }>(
    `INSERT INTO users (name) SELECT 'Person ' || n FROM generate_series(1, 12) AS n RETURNING id`,
  );
  people = rows.map(({ id }) => id);
});

const person = (index: number) => people[index]!;

/** The groups that somebody belongs to, by their names in `tree`. */
async function groupsOf(userId: string): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    'SELECT DISTINCT group_id AS id FROM group_members WHERE user_id = $1',
    [userId],
  );
  const names = Object.entries(tree).filter(([, id]) => rows.some((row) => row.id === id));
  return names.map(([name]) => name).sort();
}

const roleOf = async (userId: string) =>
  (await database.query<{ role: string }>('SELECT role FROM users WHERE id = $1', [userId]))[0]?.role;

/** The rows that the joinings and the tree ask for, and the ones there are; they must be the same. */
async function expectCompleteClosure(): Promise<void> {
  const asked = `
    WITH RECURSIVE asked AS (
      SELECT group_id, user_id, joined_group_id, role FROM group_members WHERE group_id = joined_group_id
      UNION
      SELECT groups.parent_id, user_id, joined_group_id, role
        FROM asked JOIN groups ON groups.id = asked.group_id WHERE groups.parent_id IS NOT NULL
    ) SELECT * FROM asked`;
  const there = 'SELECT group_id, user_id, joined_group_id, role FROM group_members';
  expect(await database.query(`(${asked}) EXCEPT (${there})`)).toEqual([]);
  expect(await database.query(`(${there}) EXCEPT (${asked})`)).toEqual([]);
}

describe('joining', () => {
  test('reaches every group above, and nothing beside or below', async () => {
    await groups.join(tree.f1, person(0));
    await groups.join(tree.g1, person(1));
    expect(await groupsOf(person(0))).toEqual(['c1', 'f1', 'g1']);
    expect(await groupsOf(person(1))).toEqual(['c1', 'g1']);
    await expectCompleteClosure();
  });

  test('twice changes nothing', async () => {
    await groups.join(tree.f1, person(0));
    await groups.join(tree.f1, person(0));
    expect(await database.query('SELECT 1 FROM group_members')).toHaveLength(3);
  });

  test('in several groups and roles keeps each, and the person has the highest', async () => {
    await groups.join(tree.f1, person(0));
    await groups.join(tree.f1, person(0), 'FAMILY_HEAD');
    await groups.join(tree.f2, person(0));
    expect(await roleOf(person(0))).toBe('FAMILY_HEAD');
    await groups.join(tree.c2, person(0), 'COMMUNITY_HEAD');
    expect(await roleOf(person(0))).toBe('COMMUNITY_HEAD');
    await expectCompleteClosure();
  });

  test('leaves an operator an operator', async () => {
    await database.query(`UPDATE users SET role = 'ADMIN' WHERE id = $1`, [person(0)]);
    await groups.join(tree.f1, person(0), 'FAMILY_HEAD');
    expect(await roleOf(person(0))).toBe('ADMIN');
  });

  test.each<['group' | 'person' | 'erased', RegExp]>([
    ['group', /no such group/],
    ['person', /no such person/],
    ['erased', /no such person/],
  ])('an unknown or erased one is refused: %s', async (what, sentence) => {
    await database.query('UPDATE users SET erased_at = now() WHERE id = $1', [person(1)]);
    const who = { group: person(0), person: NOBODY, erased: person(1) }[what];
    await expect(groups.join(what === 'group' ? NOBODY : tree.f1, who)).rejects.toThrow(sentence);
    expect(await database.query('SELECT 1 FROM group_members')).toEqual([]);
  });

  test('a role that the group does not know is refused, with those it knows', async () => {
    await expect(groups.join(tree.f1, person(0), 'COMMUNITY_HEAD')).rejects.toThrow('FAMILY_HEAD, MEMBER');
    await expect(groups.join(tree.c1, person(0), 'ADMIN')).rejects.toThrow('no ADMIN');
  });
});

describe('leaving', () => {
  test('undoes what that joining reached, and keeps what another one reached', async () => {
    await groups.join(tree.f1, person(0), 'FAMILY_HEAD');
    await groups.join(tree.g2, person(0));
    await groups.leave(tree.f1, person(0));
    expect(await groupsOf(person(0))).toEqual(['c1', 'g2']);
    expect(await roleOf(person(0))).toBe('MEMBER');
    await expectCompleteClosure();
  });

  test('one role leaves the other', async () => {
    await groups.join(tree.f1, person(0));
    await groups.join(tree.f1, person(0), 'FAMILY_HEAD');
    await groups.leave(tree.f1, person(0), 'FAMILY_HEAD');
    expect(await groupsOf(person(0))).toEqual(['c1', 'f1', 'g1']);
    expect(await roleOf(person(0))).toBe('MEMBER');
  });

  test('a group that was not joined itself changes nothing', async () => {
    await groups.join(tree.f1, person(0));
    await groups.leave(tree.c1, person(0));
    await groups.leave(NOBODY, person(0));
    await groups.leave(tree.f1, NOBODY);
    expect(await groupsOf(person(0))).toEqual(['c1', 'f1', 'g1']);
  });
});

describe('moving', () => {
  beforeEach(async () => {
    await groups.join(tree.f1, person(0));
    await groups.join(tree.f2, person(1), 'FAMILY_HEAD');
    await groups.join(tree.g1, person(2), 'GOTRA_HEAD');
    await groups.join(tree.c1, person(3));
  });

  test('takes everybody below along', async () => {
    await groups.move(tree.g1, tree.c2);
    expect(await groupsOf(person(0))).toEqual(['c2', 'f1', 'g1']);
    expect(await groupsOf(person(2))).toEqual(['c2', 'g1']);
    expect(await groupsOf(person(3))).toEqual(['c1']);
    await expectCompleteClosure();
  });

  test('inside the community keeps them in it', async () => {
    await groups.move(tree.f1, tree.g2);
    expect(await groupsOf(person(0))).toEqual(['c1', 'f1', 'g2']);
    expect(await groupsOf(person(1))).toEqual(['c1', 'f2', 'g1']);
    await expectCompleteClosure();
  });

  test('to the top and back, and to where it is already', async () => {
    await groups.move(tree.f1, null);
    expect(await groupsOf(person(0))).toEqual(['f1']);
    await groups.move(tree.f1, tree.g1);
    await groups.move(tree.f1, tree.g1);
    expect(await groupsOf(person(0))).toEqual(['c1', 'f1', 'g1']);
    await expectCompleteClosure();
  });

  test('into itself or below itself is refused and changes nothing', async () => {
    for (const below of [tree.c1, tree.g1, tree.f1]) {
      await expect(groups.move(tree.c1, below)).rejects.toMatchObject({ status: 409 });
    }
    await expect(groups.move(tree.c1, NOBODY)).rejects.toMatchObject({ status: 404 });
    await expect(groups.move(NOBODY, tree.c1)).rejects.toMatchObject({ status: 404 });
    await expectCompleteClosure();
  });
});

describe('at the same time', () => {
  test('many who join one group, and one who joins many', async () => {
    const families = [tree.f1, tree.f2, tree.g2, tree.c2];
    await Promise.all([
      ...people.map((id) => groups.join(tree.f1, id)),
      ...families.map((id) => groups.join(id, person(0))),
      groups.join(tree.f1, person(0), 'FAMILY_HEAD'),
      groups.join(tree.c1, person(0), 'COMMUNITY_SUBHEAD'),
    ]);
    await expectCompleteClosure();
    expect(await groupsOf(person(0))).toEqual(['c1', 'c2', 'f1', 'f2', 'g1', 'g2']);
    expect(await roleOf(person(0))).toBe('COMMUNITY_SUBHEAD');
  });

  test('two offices laid down leave no office', async () => {
    for (let round = 0; round < 10; round += 1) {
      await groups.join(tree.f1, person(0), 'FAMILY_HEAD');
      await groups.join(tree.g1, person(0), 'GOTRA_HEAD');
      await Promise.all([groups.leave(tree.f1, person(0)), groups.leave(tree.g1, person(0))]);
      expect(await roleOf(person(0))).toBe('MEMBER');
    }
  });

  test('joining, leaving and moving leave a complete closure, in whatever order they happen', async () => {
    for (let round = 0; round < 5; round += 1) {
      const newcomers = people.slice(0, 6);
      const leavers = people.slice(6);
      await Promise.all(leavers.map((id) => groups.join(tree.f1, id)));
      await Promise.all([
        ...newcomers.map((id) => groups.join(tree.f1, id)),
        groups.move(tree.f1, tree.g2),
        ...leavers.map((id) => groups.leave(tree.f1, id)),
        groups.move(tree.g2, tree.c2),
        ...newcomers.map((id) => groups.join(tree.f2, id)),
        groups.move(tree.f1, tree.g1),
      ]);
      await expectCompleteClosure();
      expect(await groupsOf(person(7))).toEqual([]);
      await Promise.all([
        groups.move(tree.g2, tree.c1),
        ...newcomers.flatMap((id) => [groups.leave(tree.f1, id), groups.leave(tree.f2, id)]),
      ]);
      expect(await database.query('SELECT 1 FROM group_members')).toEqual([]);
    }
  });

  test('of two moves that together would close a circle one is refused', async () => {
    const outcomes = await Promise.allSettled([groups.move(tree.g1, tree.g2), groups.move(tree.g2, tree.g1)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expectCompleteClosure();
  });
});

test('a group below one that does not exist is refused', async () => {
  await expect(groups.create({ name: 'x', kind: 'FAMILY', parentId: NOBODY })).rejects.toMatchObject({
    status: 404,
  });
});
