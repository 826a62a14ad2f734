import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.js';
import { Database } from '../../platform/database/database.js';
import { LOCALES } from '../locales.js';
import { seedDemo } from './seed-demo.js';

const opened: Database[] = [];
const open = (url: string) => {
  const database = new Database(url);
  opened.push(database);
  return database;
};
afterAll(() => Promise.all(opened.map((database) => database.onApplicationShutdown())));

const COUNTS = `SELECT (SELECT count(*) FROM users)::int AS people, (SELECT count(*) FROM groups)::int AS groups,
                       (SELECT count(*) FROM group_members)::int AS rows`;

describe('the demo community', () => {
  let database: Database;
  beforeAll(async () => {
    database = open((await testDatabase()).url);
    expect(await seedDemo(database)).toBe(true);
  });

  test('is one community with 3 gotras of 4 families, and a school with 2 courses', async () => {
    const rows = await database.query(
      `SELECT groups.kind, parent.kind AS parent, count(*)::int FROM groups
         LEFT JOIN groups AS parent ON parent.id = groups.parent_id GROUP BY 1, 2 ORDER BY 1`,
    );
    expect(rows).toEqual([
      { kind: 'COMMUNITY', parent: null, count: 1 },
      { kind: 'GOTRA', parent: 'COMMUNITY', count: 3 },
      { kind: 'FAMILY', parent: 'GOTRA', count: 12 },
      { kind: 'SCHOOL', parent: 'COMMUNITY', count: 1 },
      { kind: 'COURSE', parent: 'SCHOOL', count: 2 },
    ]);
    const sizes = await database.query(
      `SELECT count(*)::int FROM groups WHERE kind = 'FAMILY' GROUP BY parent_id`,
    );
    expect(sizes).toEqual([{ count: 4 }, { count: 4 }, { count: 4 }]);
  });

  test('has about 60 people, all of them in the community', async () => {
    const [row] = await database.query<{ people: number; members: number }>(
      `SELECT count(DISTINCT users.id)::int AS people, count(DISTINCT user_id)::int AS members
         FROM users LEFT JOIN group_members ON user_id = users.id
          AND group_id = (SELECT id FROM groups WHERE kind = 'COMMUNITY')`,
    );
    expect(row).toEqual({ people: 61, members: 61 });
  });

  test('has its fixed logins, each with their highest role, in English', async () => {
    const rows = await database.query(
      `SELECT split_part(email, '@', 1) AS login, role, locale FROM users
        WHERE split_part(email, '@', 1) !~ '\\.' ORDER BY role`,
    );
    expect(rows).toEqual([
      { login: 'admin', role: 'ADMIN', locale: 'en' },
      { login: 'community-head', role: 'COMMUNITY_HEAD', locale: 'en' },
      { login: 'gotra-head', role: 'GOTRA_HEAD', locale: 'en' },
      { login: 'family-head', role: 'FAMILY_HEAD', locale: 'en' },
      { login: 'member', role: 'MEMBER', locale: 'en' },
    ]);
  });

  test('puts the logins of family and gotra into one line', async () => {
    const groupsOf = async (login: string, kind: string) =>
      await database.query(
        `SELECT DISTINCT groups.name FROM group_members JOIN groups ON groups.id = group_id
          WHERE kind = $2::group_kind AND user_id = (SELECT id FROM users WHERE email = $1 || '@demo.munadi')`,
        [login, kind],
      );
    expect(await groupsOf('member', 'FAMILY')).toEqual(await groupsOf('family-head', 'FAMILY'));
    expect(await groupsOf('member', 'GOTRA')).toEqual([{ name: 'Kashyap' }]);
    expect(await groupsOf('gotra-head', 'GOTRA')).toEqual([{ name: 'Kashyap' }]);
  });

  test('has a head in every group that has heads, and a deputy', async () => {
    const rows = await database.query(
      `SELECT role, count(DISTINCT group_id)::int AS groups, count(*)::int AS heads FROM group_members
        WHERE role <> 'MEMBER' AND group_id = joined_group_id GROUP BY role ORDER BY role`,
    );
    expect(rows).toEqual([
      { role: 'COMMUNITY_HEAD', groups: 1, heads: 1 },
      { role: 'COMMUNITY_SUBHEAD', groups: 1, heads: 1 },
      { role: 'GOTRA_HEAD', groups: 3, heads: 3 },
      { role: 'FAMILY_HEAD', groups: 12, heads: 12 },
    ]);
  });

  test('speaks three languages in two timezones', async () => {
    const [row] = await database.query<{ locales: string[]; timezones: string[] }>(
      `SELECT array_agg(DISTINCT locale) AS locales, array_agg(DISTINCT timezone) AS timezones FROM users`,
    );
    expect(row?.locales.sort()).toEqual([...LOCALES].sort());
    expect(row?.timezones.sort()).toEqual(['America/New_York', 'Asia/Kolkata']);
  });

  test('can be called by nobody: every number is one set aside for fiction, or there is none', async () => {
    const rows = await database.query<{ email: string; phone: string | null }>(
      'SELECT email, phone FROM users',
    );
    const phones = rows.map(({ phone }) => phone).filter((phone) => phone !== null);
    expect(phones.filter((phone) => !/^\+1(201|732)55501\d\d$/.test(phone))).toEqual([]);
    expect(new Set(phones).size).toBe(phones.length);
    expect(rows.length - phones.length).toBeGreaterThan(0);
    expect(rows.filter(({ email }) => !/^[a-z.-]+@demo\.munadi$/.test(email))).toEqual([]);
  });

  test('has students in both courses', async () => {
    const rows = await database.query(
      `SELECT count(*)::int AS students FROM group_members JOIN groups ON groups.id = group_id
        WHERE kind = 'COURSE' GROUP BY groups.id ORDER BY groups.id`,
    );
    expect(rows).toEqual([{ students: 7 }, { students: 6 }]);
  });

  test('is seeded once', async () => {
    const before = await database.query(COUNTS);
    expect(await seedDemo(database)).toBe(false);
    expect(await database.query(COUNTS)).toEqual(before);
  });

  test('is not seeded again when its people have been erased', async () => {
    await database.query(
      `UPDATE users SET email = NULL, erased_at = now() WHERE email = 'admin@demo.munadi'`,
    );
    expect(await seedDemo(database)).toBe(false);
  });
});

test('of several processes that seed at once one does', async () => {
  const { url } = await testDatabase();
  const databases = [open(url), open(url), open(url)];
  const done = await Promise.all([...databases, ...databases].map(seedDemo));
  expect(done.filter(Boolean)).toHaveLength(1);
  expect(await databases[0]!.query(COUNTS)).toMatchObject([{ people: 61, groups: 19 }]);
});

test('a seed that fails leaves nothing behind', async () => {
  const database = open((await testDatabase()).url);
  await database.query(`ALTER TABLE group_members ADD CONSTRAINT no_students CHECK (role <> 'MEMBER')`);
  await expect(seedDemo(database)).rejects.toThrow('no_students');
  expect(await database.query(COUNTS)).toEqual([{ people: 0, groups: 0, rows: 0 }]);
});
