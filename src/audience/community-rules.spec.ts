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

let database: Database;
let audiences: Audiences;
let two: Communities;

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
  two = await communities(database);
  audiences = new Audiences(database);
  await database.query('UPDATE groups SET approval_above = 500 WHERE id = $1', [two.id('community')]);
});
afterAll(() => database?.onApplicationShutdown());

const group = (name: GroupName) => ({ group: two.id(name) });
const saved = (of: Audience) => ({ ...of, saved: two.id('member'), name: 'Mine' });

test.each<[string, PersonName, () => Audience, GroupName[]]>([
  ['a family of theirs', 'family head', () => ({ include: [group('family')] }), ['community']],
  ['a person by name', 'family head', () => theseUsers(two.id('member')), ['community']],
  ['one group by the ADMIN', 'admin', () => ({ include: [group('course')] }), ['community']],
  ['a person by the ADMIN', 'admin', () => theseUsers(two.id('member')), []],
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
      approvalAbove: name === 'community' ? 500 : null,
    })),
  );
});

test('a scope says its rule', async () => {
  const scopes = await audiences.scopes(two.as('community head'));
  expect(scopes.map(({ name, approvalAbove }) => [name, approvalAbove])).toContainEqual(['community', 500]);
  expect(scopes.filter(({ approvalAbove }) => approvalAbove !== null)).toHaveLength(1);
});
