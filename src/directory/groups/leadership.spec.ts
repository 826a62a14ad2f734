import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.js';
import type { Role } from '../../identity/roles.js';
import { Database } from '../../platform/database/database.js';
import { seedDemo } from '../demo/seed-demo.js';
import { Groups } from './groups.js';
import { Leadership } from './leadership.js';

let database: Database;
let leadership: Leadership;
const ids = new Map<string, string>();
beforeAll(async () => {
  database = new Database((await testDatabase()).url);
  leadership = new Leadership(database);
  await seedDemo(database);
  await database.query(`INSERT INTO users (name, email) VALUES ('A Stranger', 'stranger')`);
  const rows = await database.query<{ id: string; name: string }>('SELECT id, name FROM users');
  for (const { id, name } of rows) ids.set(name, id);
});
afterAll(() => database?.onApplicationShutdown());

const id = (name: string) => ids.get(name)!;

test.each<[string, string, boolean]>([
  // Harish leads the Patels, Kantilal the Kashyap gotra that they are of, Asha the community, Rekha with her.
  ['Harish Patel', 'Meera Patel', true],
  ['Kantilal Desai', 'Meera Patel', true],
  ['Asha Mehta', 'Meera Patel', true],
  ['Rekha Joshi', 'Meera Patel', true],
  ['Kantilal Desai', 'Harish Patel', true],
  ['Kantilal Desai', 'Falguni Desai', true],
  ['Asha Mehta', 'Nikhil Rao', true],
  ['Asha Mehta', 'Rekha Joshi', true],
  ['Harish Patel', 'Harish Patel', true],
  // Not upwards, not sideways, and not by being related to a head.
  ['Meera Patel', 'Harish Patel', false],
  ['Meera Patel', 'Meera Patel', false],
  ['Harish Patel', 'Falguni Desai', false],
  ['Harish Patel', 'Kantilal Desai', false],
  ['Kantilal Desai', 'Asha Mehta', false],
  ['Kantilal Desai', 'Dinesh Joshi', false],
  ['Prakash Mehta', 'Ravi Shah', false],
  ['Hansa Shah', 'Asha Mehta', true],
  // Operators are asked about by their role, not by a group.
  ['Nikhil Rao', 'Meera Patel', false],
  ['Asha Mehta', 'A Stranger', false],
  ['A Stranger', 'Meera Patel', false],
])('%s leads %s: %s', async (head, person, leads) => {
  expect(await leadership.leads(id(head), id(person))).toBe(leads);
});

test.each<[string, string[]]>([
  ['Meera Patel', ['Asha Mehta', 'Harish Patel', 'Kantilal Desai', 'Rekha Joshi']],
  ['Nikhil Rao', ['Asha Mehta', 'Rekha Joshi']],
  ['A Stranger', []],
])('the heads of %s are %s', async (person, heads) => {
  const found = await leadership.headsOf(id(person));
  expect(found.sort()).toEqual(heads.map(id).sort());
});

test('an operator answers for everybody, a head for those they lead', async () => {
  const answersFor = (name: string, role: Role, person: string) =>
    leadership.answersFor({ userId: id(name), role }, id(person));
  expect(await answersFor('Nikhil Rao', 'ADMIN', 'A Stranger')).toBe(true);
  expect(await answersFor('Harish Patel', 'FAMILY_HEAD', 'Meera Patel')).toBe(true);
  expect(await answersFor('Harish Patel', 'FAMILY_HEAD', 'Falguni Desai')).toBe(false);
});

test('a family head who is also in another family leads nobody there', async () => {
  const groups = new Groups(database);
  const [desai] = await database.query<{ id: string }>(`SELECT id FROM groups WHERE name = 'Desai family'`);
  await groups.join(desai!.id, id('Harish Patel'));
  expect(await leadership.leads(id('Harish Patel'), id('Falguni Desai'))).toBe(false);
  expect(await leadership.leads(id('Falguni Desai'), id('Harish Patel'))).toBe(true);
});

test('everybody belongs to the community, whichever group they joined; a stranger to none', async () => {
  const [community] = await database.query<{ id: string }>(`SELECT id FROM groups WHERE kind = 'COMMUNITY'`);
  for (const name of ['Meera Patel', 'Asha Mehta', 'Nikhil Rao', 'Neel Shah']) {
    expect(await leadership.communitiesOf(id(name))).toEqual([community!.id]);
  }
  expect(await leadership.communitiesOf(id('A Stranger'))).toEqual([]);
});
