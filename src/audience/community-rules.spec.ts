import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  communities,
  type Communities,
  type GroupName,
  type PersonName,
} from '../../test/support/communities.js';
import { testDatabase } from '../../test/support/database.js';
import { Database } from '../platform/database/database.js';
import { theseUsers, type Audience } from './audience.js';
import { Audiences } from './audiences.js';

const RULES: Partial<Record<GroupName, number>> = { community: 500, 'foreign community': 700 };

let database: Database;
let audiences: Audiences;
let two: Communities;
let list = '';

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
  two = await communities(database);
  audiences = new Audiences(database);
  for (const [name, above] of Object.entries(RULES)) {
    await database.query('UPDATE groups SET approval_above = $2 WHERE id = $1', [
      two.id(name as GroupName),
      above,
    ]);
  }
  const [campaign] = await database.query<{ id: string }>(
    `INSERT INTO campaigns (sender_id, name, state) VALUES ($1, 'A list', 'DRAFT') RETURNING id`,
    [two.id('admin')],
  );
  list = campaign!.id;
  await database.query(
    `INSERT INTO campaign_rows (campaign_id, number, user_id, flaw)
     VALUES ($1, 2, $2, NULL), ($1, 3, $3, 'AMBIGUOUS')`,
    [list, two.id('foreigner'), two.id('member')],
  );
});
afterAll(() => database?.onApplicationShutdown());

const group = (name: GroupName) => ({ group: two.id(name) });
const saved = (of: Audience) => ({ ...of, saved: two.id('member'), name: 'Mine' });

test.each<[string, PersonName, () => Audience, GroupName[]]>([
  ['a family of theirs', 'family head', () => ({ include: [group('family')] }), ['community']],
  ['a person by name', 'family head', () => theseUsers(two.id('member')), ['community']],
  ['one group by the ADMIN', 'admin', () => ({ include: [group('course')] }), ['community']],
  ['a person by the ADMIN', 'admin', () => theseUsers(two.id('member')), ['community']],
  [
    'people of both by the ADMIN, inside of a saved one',
    'admin',
    () => ({ include: [saved(theseUsers(two.id('student'), two.id('foreigner')))] }),
    ['community', 'foreign community'],
  ],
  [
    'people of whom one is left out again',
    'admin',
    () => ({
      include: [{ users: [two.id('student'), two.id('foreigner')] }],
      exclude: [{ users: [two.id('foreigner')] }],
    }),
    ['community'],
  ],
  ['somebody who belongs nowhere', 'admin', () => theseUsers(two.id('admin')), []],
  ['a list of people', 'admin', () => ({ include: [{ campaign: list }] }), ['foreign community']],
  [
    'whoever of a list has missed it',
    'admin',
    () => ({ include: [{ missed: [list], channels: ['EMAIL'], include: [{ campaign: list }] }] }),
    ['foreign community'],
  ],
  [
    'groups of both',
    'admin',
    () => ({ include: [group('family'), group('gotra'), group('foreign gotra')] }),
    ['community', 'foreign community'],
  ],
  [
    'a topic inside of a saved one',
    'admin',
    () => ({
      include: [saved({ include: [{ topic: 'x', topicId: two.id('member'), ...group('foreign family') }] })],
    }),
    ['foreign community'],
  ],
  [
    'what is left out alone',
    'admin',
    () => ({ include: [group('family')], exclude: [group('foreign family')] }),
    ['community'],
  ],
])('%s is under the rules of its communities and of the sender’s', async (_what, who, audience, expected) => {
  const rules = await audiences.rulesOver(two.as(who), audience());
  expect(rules).toEqual(
    expected.map((name) => ({
      communityId: two.id(name),
      name,
      approvalAbove: RULES[name],
    })),
  );
});

test('a scope says its rule', async () => {
  const scopes = await audiences.scopes(two.as('community head'));
  expect(scopes.map(({ name, approvalAbove }) => [name, approvalAbove])).toContainEqual(['community', 500]);
  expect(scopes.filter(({ approvalAbove }) => approvalAbove !== null)).toHaveLength(1);
});
