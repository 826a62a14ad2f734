import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { communities, type Communities } from '../../../test/support/communities.js';
import { testDatabase } from '../../../test/support/database.js';
import { Groups } from '../../directory/groups/groups.js';
import { Database } from '../../platform/database/database.js';
import { Audiences } from '../audiences.js';
import { SavedAudiences } from './saved-audiences.js';

let database: Database;
let audiences: Audiences;
let saved: SavedAudiences;
let two: Communities;

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
  two = await communities(database);
  audiences = new Audiences(database);
  saved = new SavedAudiences(database, audiences);
});
beforeEach(() => database.query('TRUNCATE saved_audiences'));
afterAll(() => database?.onApplicationShutdown());

const head = () => two.as('gotra head');
const family = () => ({ include: [{ group: two.id('family') }] });
const chosen = (id: string) => ({ audience: { include: [{ saved: id }], exclude: [{ sender: true }] } });

test('is listed by its owner alone, as it was chosen', async () => {
  const audience = { include: [{ group: two.id('family').toUpperCase(), roles: ['member'] }] };
  const made = await saved.save(head(), { name: 'Ours', audience });
  expect(made).toMatchObject({
    name: 'Ours',
    audience: { include: [{ group: two.id('family'), roles: ['MEMBER'] }], exclude: [] },
  });
  await saved.save(head(), { name: 'All of us', audience: { include: [{ sender: true }] } });
  expect((await saved.list(head())).map(({ name }) => name)).toEqual(['All of us', 'Ours']);
  expect(await saved.list(two.as('community head'))).toEqual([]);
});

test('is kept with a message as it was then, and by its name', async () => {
  const { id } = await saved.save(head(), { name: 'Ours', audience: family() });
  const before = await audiences.chosenBy(head(), chosen(id));
  await saved.replace(head(), id, {
    name: 'Theirs',
    audience: { include: [{ group: two.id('sister family') }] },
  });
  expect(before).toEqual({
    include: [{ saved: id, name: 'Ours', include: [{ group: two.id('family') }] }],
    exclude: [{ users: [two.id('gotra head')], sender: true }],
  });
  const after = await audiences.chosenBy(head(), chosen(id));
  expect(after.include).toEqual([
    { saved: id, name: 'Theirs', include: [{ group: two.id('sister family') }] },
  ]);
});

test('is judged when it is used, too', async () => {
  const groups = new Groups(database);
  await groups.join(two.id('other gotra'), head().userId, 'GOTRA_HEAD');
  const audience = { include: [{ group: two.id('far family') }] };
  const { id } = await saved.save(head(), { name: 'Far', audience });
  await groups.leave(two.id('other gotra'), head().userId);
  await expect(audiences.chosenBy(head(), chosen(id))).rejects.toMatchObject({ status: 403 });
});

test.each<[string, () => unknown, number]>([
  ['a group of somebody else', () => ({ include: [{ group: two.id('far family') }] }), 403],
  ['a role that may mean two groups', () => ({ include: [{ role: 'MEMBER' }] }), 422],
  ['nobody', () => ({ include: [] }), 422],
  ['what is none', () => ({ include: [{ group: 'ours' }] }), 400],
  [
    'more people than are kept',
    () => ({ include: [{ users: Array.from({ length: 5_001 }, () => crypto.randomUUID()) }] }),
    400,
  ],
])('%s cannot be saved', async (_what, audience, status) => {
  const asked = { name: 'Ours', audience: audience() as Record<string, unknown> };
  await expect(saved.save(head(), asked)).rejects.toMatchObject({ status });
  expect(await saved.list(head())).toEqual([]);
});

test('none is within another one', async () => {
  const { id } = await saved.save(head(), { name: 'Ours', audience: family() });
  const nested = { name: 'Both', audience: { include: [{ saved: id }, ...family().include] } };
  await expect(saved.save(head(), nested)).rejects.toMatchObject({
    status: 400,
    errors: [{ path: 'audience.include[0].saved' }],
  });
  await expect(saved.replace(head(), id, nested)).rejects.toMatchObject({ status: 400 });
});

test("another one's is as if there were none", async () => {
  const { id } = await saved.save(head(), { name: 'Ours', audience: family() });
  const other = two.as('community head');
  const asked = { name: 'Mine now', audience: family() };
  await expect(saved.replace(other, id, asked)).rejects.toMatchObject({ status: 404 });
  await expect(saved.remove(other, id)).rejects.toMatchObject({ status: 404 });
  await expect(audiences.chosenBy(other, chosen(id))).rejects.toMatchObject({
    code: 'saved-audience-unknown',
    errors: [{ path: 'audience.include[0]' }],
  });
  expect((await saved.list(head())).map(({ name }) => name)).toEqual(['Ours']);
});

test('each has a name of its own, and everybody their own names', async () => {
  const { id } = await saved.save(head(), { name: 'Ours', audience: family() });
  await saved.save(two.as('family head'), { name: 'Ours', audience: family() });
  const second = await saved.save(head(), { name: 'Others', audience: family() });
  await expect(saved.save(head(), { name: 'Ours', audience: family() })).rejects.toMatchObject({
    status: 409,
  });
  const renamed = { name: 'Ours', audience: family() };
  await expect(saved.replace(head(), second.id, renamed)).rejects.toMatchObject({ status: 409 });
  expect((await saved.replace(head(), id, renamed)).id).toBe(id);
});

test('of several saved at once the hundredth is the last', async () => {
  await database.query(
    `INSERT INTO saved_audiences (owner_id, name, audience) SELECT $1, 'Number ' || n, $2 FROM generate_series(1, 98) AS n`,
    [head().userId, JSON.stringify({ ...family(), exclude: [] })],
  );
  const more = ['99', '100', '101', '102'].map((name) => saved.save(head(), { name, audience: family() }));
  const outcomes = await Promise.allSettled(more);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  expect(await saved.list(head())).toHaveLength(100);
});

test('together with others no more people are named than one message may name', async () => {
  const lists = await database.query<{ id: string }>(
    `INSERT INTO saved_audiences (owner_id, name, audience)
     SELECT $1, 'Number ' || n, json_build_object('exclude', '[]'::json, 'include', json_build_array(
              json_build_object('users', (SELECT json_agg(gen_random_uuid()) FROM generate_series(1, 5000) WHERE n > 0))))
       FROM generate_series(1, 11) AS n RETURNING id`,
    [head().userId],
  );
  const include = lists.map(({ id }) => ({ saved: id }));
  await expect(audiences.chosenBy(head(), { audience: { include } })).rejects.toMatchObject({
    status: 400,
    errors: [{ path: 'audience' }],
  });
});

test('several large ones are more than one question can look through', async () => {
  const audience = { include: Array.from({ length: 50 }, () => ({ group: two.id('family') })) };
  const ids: string[] = [];
  for (const name of ['A', 'B', 'C']) ids.push((await saved.save(head(), { name, audience })).id);
  const asking = (count: number) => ({
    audience: { include: ids.slice(0, count).map((id) => ({ saved: id })), exclude: [{ sender: true }] },
  });
  await expect(audiences.chosenBy(head(), asking(2))).resolves.toBeDefined();
  await expect(audiences.chosenBy(head(), asking(3))).rejects.toMatchObject({
    status: 400,
    errors: [{ path: 'audience', message: expect.stringContaining('151 items') as string }],
  });
});
