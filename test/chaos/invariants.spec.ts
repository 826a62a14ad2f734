import { Client, type QueryResultRow } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { approve, newPeople } from './harness/people.sql.js';
import { Scene } from './harness/scene.js';
import { brokenInvariants, claimsAfter } from './invariants.js';

let scene: Scene;
let client: Client;
const sql = {
  query: async <Row extends QueryResultRow>(text: string, values?: unknown[]) =>
    (await client.query<Row>(text, values)).rows,
};

beforeAll(async () => {
  scene = await Scene.open('postgres');
  const munadi = await scene.started();
  await approve(scene, await newPeople(scene, 3));
  await scene.settled('three people without any trouble');
  await munadi.end();
  client = new Client({ connectionString: scene.environment.DATABASE_URL });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await scene.close();
});

const ONE = "(SELECT id FROM deliveries WHERE channel = 'EMAIL' LIMIT 1)";

/** Figures without losses mean something only if a loss would show. */
it.each([
  ['an email that never arrived', `DELETE FROM chaos.taken WHERE delivery_id = ${ONE}`, 'I1'],
  [
    'an event nobody heard of',
    `UPDATE messages SET event_id = uuidv7() WHERE id = (SELECT id FROM messages LIMIT 1)`,
    'I1',
  ],
  [
    'a failure without a cause',
    `WITH gone AS (DELETE FROM chaos.taken) UPDATE deliveries SET status = 'FAILED'`,
    'I1',
  ],
  ['a delivery that is missing', `DELETE FROM deliveries WHERE id = ${ONE}`, 'I2'],
  ['an email that nobody claimed', `DELETE FROM chaos.journal WHERE delivery_id = ${ONE}`, 'I3'],
  ['an email before its claim', `UPDATE chaos.taken SET at = at - interval '1 hour'`, 'I3'],
  ['a claim on top of a claim', `UPDATE deliveries SET attempt = 2 WHERE id = ${ONE}`, 'I3'],
  ['an email that arrived twice', `INSERT INTO chaos.taken VALUES (${ONE}, now())`, 'I4'],
  ['a recipient who was forgotten', 'UPDATE messages SET recipient_count = 2', 'I7'],
  ['one that was sent and waits again', "UPDATE deliveries SET status = 'PENDING'", 'a state that is final'],
])('%s is noticed', async (_what, tampering, invariant) => {
  expect(await brokenInvariants(sql)).toEqual([]);
  await client.query('BEGIN');
  await client.query(tampering);
  const broken = await brokenInvariants(sql);
  await client.query('ROLLBACK');
  expect(broken).toContainEqual(expect.stringMatching(new RegExp(`^${invariant}`)));
});

it('a claim after an opt-out is noticed', async () => {
  const users = await sql.query<{ id: string }>('SELECT id FROM users');
  const ids = users.map(({ id }) => id);
  expect(await claimsAfter(sql, new Date(0), ids)).toHaveLength(3);
  expect(await claimsAfter(sql, new Date(), ids)).toEqual([]);
});
