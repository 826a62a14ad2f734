import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { communities, type Communities, type PersonName } from '../../../test/support/communities.js';
import { testDatabase } from '../../../test/support/database.js';
import { Groups } from '../../directory/groups/groups.js';
import { Database } from '../../platform/database/database.js';
import type { Audience } from '../audience.js';
import { Audiences } from '../audiences.js';
import { sizeOf } from '../counting/size-of.js';
import { Topics } from './topics.js';

let database: Database;
let audiences: Audiences;
let topics: Topics;
let two: Communities;

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
  two = await communities(database);
  audiences = new Audiences(database);
  topics = new Topics(database, audiences);
});
beforeEach(async () => {
  await database.query('TRUNCATE topics CASCADE');
  await topics.create(two.as('gotra head'), {
    name: 'news',
    title: 'News',
    description: 'Of the gotra',
    group: two.id('gotra'),
  });
});
afterAll(() => database?.onApplicationShutdown());

const names = async (who: PersonName) => (await topics.list(two.as(who))).map(({ name }) => name);
const audience = () =>
  audiences.chosenBy(two.as('gotra head'), { audience: { include: [{ topic: 'news' }] } });

const count = (of: Audience) => sizeOf(database, of);

test.each<[PersonName, boolean, boolean | undefined]>([
  ['member', true, false],
  ['sister', true, false],
  ['gotra head', true, true],
  ['family head', true, false],
  ['community head', true, true],
  ['admin', true, true],
  ['far cousin', false, undefined],
  ['student', false, undefined],
  ['foreign head', false, undefined],
])('%s sees the topic: %s, and may announce to it: %s', async (who, seen, mayAnnounce) => {
  expect(await names(who)).toEqual(seen ? ['news'] : []);
  expect((await topics.list(two.as(who)))[0]?.mayAnnounce).toBe(mayAnnounce);
});

test('is followed once, however often it is joined', async () => {
  await topics.join(two.as('member'), 'news');
  const topic = await topics.join(two.as('member'), ' NEWS ');
  expect(topic).toEqual({
    name: 'news',
    title: 'News',
    description: 'Of the gotra',
    group: { id: two.id('gotra'), name: 'gotra' },
    followers: 1,
    following: true,
    belongs: true,
    mayAnnounce: false,
  });
  await topics.join(two.as('sister'), 'news');
  expect(await count(await audience())).toBe(2);
  expect(await topics.leave(two.as('member'), 'news')).toMatchObject({ followers: 1, following: false });
  expect(await topics.leave(two.as('member'), 'news')).toMatchObject({ followers: 1 });
  expect(await count(await audience())).toBe(1);
});

test('who leaves the group hears nothing of it, until they come back', async () => {
  const groups = new Groups(database);
  const follower = two.as('sister');
  await topics.join(follower, 'news');
  const before = await audience();
  await groups.leave(two.id('sister family'), follower.userId);
  expect(await count(before)).toBe(0);
  expect(await names('sister')).toEqual([]);
  expect((await topics.list(two.as('gotra head')))[0]).toMatchObject({ followers: 0 });
  await expect(topics.leave(follower, 'news')).rejects.toMatchObject({ status: 404 });
  await groups.join(two.id('sister family'), follower.userId);
  expect(await count(before)).toBe(1);
});

test('who leads the group and does not belong to it cannot follow', async () => {
  await topics.create(two.as('gotra head'), { name: 'kitchen', title: 'Kitchen', group: two.id('family') });
  await expect(topics.join(two.as('gotra head'), 'kitchen')).rejects.toMatchObject({ status: 403 });
  expect((await topics.list(two.as('gotra head')))[0]).toMatchObject({
    name: 'kitchen',
    followers: 0,
    belongs: false,
  });
});

test.each<[string, PersonName, () => Promise<unknown>, number]>([
  ['to follow', 'far cousin', () => topics.join(two.as('far cousin'), 'news'), 404],
  ['to change', 'foreign head', () => topics.change(two.as('foreign head'), 'news', { title: 'x' }), 404],
  ['to change', 'member', () => topics.change(two.as('member'), 'news', { title: 'x' }), 403],
  ['to delete', 'family head', () => topics.remove(two.as('family head'), 'news'), 403],
  ['to delete', 'foreign head', () => topics.remove(two.as('foreign head'), 'news'), 404],
  ['to follow what there is not', 'member', () => topics.join(two.as('member'), 'olds'), 404],
])('nobody is let %s: %s', async (_what, _who, call, status) => {
  await expect(call()).rejects.toMatchObject({ status });
  expect((await topics.list(two.as('gotra head')))[0]).toMatchObject({ title: 'News', followers: 0 });
});

test('is opened by who leads the group, under a name of its own', async () => {
  const asked = { name: 'sports', title: 'Sports', group: two.id('far family') };
  await expect(topics.create(two.as('gotra head'), asked)).rejects.toMatchObject({
    status: 403,
    errors: [{ path: 'group' }],
    also: { scopes: [{ name: 'gotra' }, { name: 'family' }, { name: 'sister family' }] },
  });
  const taken = { ...asked, name: 'news' };
  await expect(topics.create(two.as('community head'), taken)).rejects.toMatchObject({ status: 409 });
  expect(await topics.create(two.as('community head'), asked)).toMatchObject({ name: 'sports' });
});

test('of several opened at once in a group the hundredth is the last', async () => {
  await database.query(
    `INSERT INTO topics (name, group_id, title, created_by_id)
     SELECT 'number-' || n, $1, 'Number', $2 FROM generate_series(1, 97) AS n`,
    [two.id('gotra'), two.id('gotra head')],
  );
  const more = ['two', 'three', 'four', 'five'].map((name) =>
    topics.create(two.as('gotra head'), { name, title: 'More', group: two.id('gotra') }),
  );
  const outcomes = await Promise.allSettled(more);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  const elsewhere = { name: 'elsewhere', title: 'More', group: two.id('family') };
  expect(await topics.create(two.as('gotra head'), elsewhere)).toMatchObject({ name: 'elsewhere' });
});

test('is described anew, and only what was given changes', async () => {
  const head = two.as('gotra head');
  expect(await topics.change(head, 'news', { title: 'All news' })).toMatchObject({
    title: 'All news',
    description: 'Of the gotra',
  });
  expect(await topics.change(head, 'news', { description: null })).toMatchObject({
    title: 'All news',
    description: null,
  });
});

test('once it is gone nobody is told anything under its name', async () => {
  await topics.join(two.as('member'), 'news');
  const before = await audience();
  await topics.remove(two.as('community head'), 'news');
  expect(await count(before)).toBe(0);
  await expect(audience()).rejects.toMatchObject({ status: 403 });
  await expect(topics.join(two.as('member'), 'news')).rejects.toMatchObject({ status: 404 });
});

test('who joins while it is being deleted learns that it is gone', async () => {
  let joining: Promise<unknown> | undefined;
  await database.transaction(async (sql) => {
    await sql.query(`DELETE FROM topics WHERE name = 'news'`);
    joining = topics.join(two.as('member'), 'news').catch((error: unknown) => error);
    // It has been seen, and is waited for.
    await expect
      .poll(() => sql.query(`SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'`))
      .toHaveLength(1);
  });
  expect(await joining).toMatchObject({ status: 404 });
  expect(await database.query('SELECT FROM topic_followers')).toEqual([]);
});

test('who is erased follows nothing', async () => {
  await topics.join(two.as('foreigner'), await foreignTopic());
  await database.query('UPDATE users SET erased_at = now() WHERE id = $1', [two.id('foreigner')]);
  expect(await database.query('SELECT FROM topic_followers')).toEqual([]);
});

async function foreignTopic(): Promise<string> {
  const asked = { name: 'elsewhere', title: 'Elsewhere', group: two.id('foreign family') };
  return (await topics.create(two.as('foreign head'), asked)).name;
}
