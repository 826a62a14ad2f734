import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.js';
import { DigestScene, toldBy } from '../../../test/support/digests.js';
import { Database } from '../../platform/database/database.js';
import { closeOverdue } from './close-overdue.sql.js';

/** Two replicas on one database. */
let replicas: [Database, Database];
let scenes: [DigestScene, DigestScene];

beforeAll(async () => {
  const { url } = await testDatabase();
  replicas = [new Database(url), new Database(url)];
});
afterAll(() => Promise.all(replicas.map((database) => database.onApplicationShutdown())));
beforeEach(async () => {
  await replicas[0].query('TRUNCATE digests, attempts, deliveries, notifications, messages');
  scenes = [await DigestScene.begin(replicas[0]), await DigestScene.begin(replicas[1])];
});

/** Of both, and so often as it left. */
const told = () => toldBy(scenes.flatMap(({ sent }) => sent)).flat();

it('what arrives while it closes again and again is in exactly one email', { timeout: 60_000 }, async () => {
  const COUNT = 1_200;
  const [scene] = scenes;
  const asha = await scene.reader();
  let arriving = true;
  const closing = scenes.map(async (each) => {
    while (arriving) {
      await each.fire();
      await sleep(2);
    }
  });
  const names = Array.from({ length: COUNT }, (_each, place) => `number ${place}`);
  const next = names.values();
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      for (const name of next) await scene.tell(asha, name);
    }),
  );
  arriving = false;
  await Promise.all(closing);
  // What was put off by what held it at that moment.
  for (let times = 0; times < 5; times++) await scene.fire();

  expect(await scene.became()).toEqual({ SENT: COUNT });
  const emails = scenes.flatMap(({ sent }) => sent);
  // Of those it does not name it says how many there are; the rest is named once.
  expect(new Set(told()).size).toBe(told().length);
  const attempts = await scene.database.query('SELECT FROM attempts');
  expect(attempts).toHaveLength(COUNT);
  expect(new Set(emails.map(({ deliveryId }) => deliveryId)).size).toBe(emails.length);
  expect(emails.length).toBeGreaterThan(3);
  const untold = emails.flatMap(({ collected }) => Number(/\d+/.exec(collected?.more ?? '')?.[0] ?? 0));
  expect(told().length + untold.reduce((sum, each) => sum + each, 0)).toBe(COUNT);
  expect(await scene.windows()).toMatchObject({ open: 0, closed: 0 });
});

it('two replicas that close at once have each digest once', async () => {
  const [scene] = scenes;
  const readers = await Promise.all(Array.from({ length: 40 }, () => scene.reader()));
  for (const reader of readers) {
    await scene.tell(reader, `one for ${reader}`);
    await scene.tell(reader, `two for ${reader}`);
  }
  await scene.timePasses();
  const closed = await Promise.all(scenes.map((each) => each.close()));
  expect(new Set(closed.flat()).size).toBe(40);
  expect(closed.flat()).toHaveLength(40);

  // Both are told of all, and twice.
  const digestIds = closed.flat();
  await Promise.all([...scenes, ...scenes].map(({ digests }) => digests.deliver({ digestIds })));
  expect(scenes.flatMap(({ sent }) => sent)).toHaveLength(40);
  expect(new Set(told()).size).toBe(80);
  expect(await scene.became()).toEqual({ SENT: 80 });
  expect(await scene.windows()).toEqual({ open: 0, closed: 0, done: 40 });
});

it('a window that somebody is just putting something into closes after that', async () => {
  const [scene] = scenes;
  const asha = await scene.reader();
  await scene.tell(asha, 'one');
  await scene.timePasses();
  await replicas[1].transaction(async (sql) => {
    await sql.query('UPDATE digests SET type = type WHERE closed_at IS NULL');
    expect(await scene.close()).toEqual([]);
  });
  expect(await scene.close()).toHaveLength(1);
});

it('what is being read just now is left to its reader, and goes in time if they change their mind', async () => {
  const [scene] = scenes;
  const asha = await scene.reader();
  for (const message of ['one', 'two', 'three']) await scene.tell(asha, message);
  await replicas[1].transaction(async (sql) => {
    await sql.query(
      `UPDATE deliveries SET status = 'CANCELLED'
        WHERE message_id = (SELECT id FROM messages WHERE content ->> 'message' = 'two')`,
    );
    await scene.fire();
    expect(toldBy(scene.sent)).toEqual([['one', 'three']]);
    await sql.query(
      `UPDATE deliveries SET status = 'SCHEDULED'
        WHERE message_id = (SELECT id FROM messages WHERE content ->> 'message' = 'two')`,
    );
  });
  await scene.fire();
  expect(toldBy(scene.sent)).toEqual([['one', 'three'], ['two']]);
  expect(await scene.windows()).toMatchObject({ done: 1 });
});

it('closes although something arrives at every moment', { timeout: 30_000 }, async () => {
  const [scene] = scenes;
  const asha = await scene.reader();
  await scene.tell(asha, 'the first');
  await scene.database.query("UPDATE digests SET due_at = now() - interval '6 seconds'");
  const [open] = await scene.database.query<{ id: string }>('SELECT id FROM digests');

  let closed = false;
  const planners = Array.from({ length: 12 }, async () => {
    while (!closed) await scene.tell(asha, crypto.randomUUID());
  });
  const closing = [];
  while (closing.length === 0) closing.push(...(await closeOverdue(replicas[1], 0)));
  closed = true;
  await Promise.all(planners);
  expect(closing).toEqual([open?.id]);
});

it('does not wait for ever for one that somebody keeps', async () => {
  const [scene] = scenes;
  const asha = await scene.reader();
  await scene.tell(asha, 'one');
  await scene.database.query("UPDATE digests SET due_at = now() - interval '6 seconds'");
  await replicas[1].transaction(async (sql) => {
    await sql.query('UPDATE digests SET type = type WHERE closed_at IS NULL');
    expect(await closeOverdue(scene.database, 0)).toEqual([]);
  });
  expect(await closeOverdue(scene.database, 0)).toHaveLength(1);
  expect(await closeOverdue(scene.database, 0)).toEqual([]);
});
