import { expect } from 'vitest';
import { Groups } from '../../../src/directory/groups/groups.js';
import { Database } from '../../../src/platform/database/database.js';
import { isDeadlock } from '../../../src/platform/errors/deadlock.js';
import { eventually } from '../../support/eventually.js';
import type { Scene } from '../harness/scene.js';
import { scenario } from '../scenario.js';

const FAMILIES = 4;
/** One of ten never stands still. */
const RESTLESS = 10;
const AT_ONCE = 3;

interface World {
  families: readonly string[];
  /** Who is in a family all the time, also those who move from one to the other. */
  throughout: readonly string[];
  movers: readonly string[];
  leavers: readonly string[];
  strangers: readonly string[];
}

/** Each of them in a family, and the families next to each other below one community. */
async function world(scene: Scene, people: number): Promise<World> {
  const rows = await scene.query<{ id: string; name: string }>(
    `WITH community AS (INSERT INTO groups (name, kind) VALUES ('Everybody', 'COMMUNITY') RETURNING id)
     INSERT INTO groups (name, kind, parent_id) SELECT 'Family ' || n, 'FAMILY', id FROM community, generate_series(1, $1) AS n
     RETURNING id, parent_id`,
    [FAMILIES],
  );
  const families = rows.map(({ id }) => id);
  const made = await scene.query<{ id: string; place: number }>(
    `WITH people AS (
       INSERT INTO users (name) SELECT 'P' || n FROM generate_series(1, $1::int) AS n RETURNING id
     ), placed AS (SELECT id, (row_number() OVER ())::int AS place FROM people),
     homes AS (
       SELECT placed.id, groups.id AS home, parent_id FROM placed
         JOIN groups ON groups.id = ($2::uuid[])[1 + place % $3] WHERE place % $4 <> 0
     ), joined AS (
       INSERT INTO group_members (group_id, user_id, joined_group_id)
       SELECT home, id, home FROM homes UNION ALL SELECT parent_id, id, home FROM homes
     )
     SELECT id, place FROM placed`,
    [people, families, FAMILIES, RESTLESS],
  );
  const those = (rest: number) => made.filter(({ place }) => place % RESTLESS === rest).map(({ id }) => id);
  const [strangers, leavers, movers] = [those(0), those(1), those(2)];
  const restless = new Set([...strangers, ...leavers]);
  return {
    families,
    strangers,
    leavers,
    movers,
    throughout: made.flatMap(({ id }) => (restless.has(id) ? [] : id)),
  };
}

/** Joins, leaves, moves and erases one person after the other, until it is told to end; answers how many it has. */
async function unrest(groups: Groups, scene: Scene, world: World, ended: () => boolean): Promise<number> {
  const { families, leavers, movers, strangers } = world;
  const any = <T>(all: readonly T[]) => all[Math.floor(Math.random() * all.length)]!;
  const moves: (() => Promise<void>)[] = [
    () => groups.join(any(families), any(strangers)),
    async () => {
      const who = any(leavers);
      for (const family of families) await groups.leave(family, who);
    },
    // They are in the new one before they are out of the others: never in none.
    async () => {
      const [who, home] = [any(movers), any(families)];
      await groups.join(home, who);
      for (const family of families) if (family !== home) await groups.leave(family, who);
    },
    async () => {
      await scene.query('UPDATE users SET erased_at = now() WHERE id = $1', [any(leavers)]);
    },
  ];
  let done = 0;
  const keepOn = async () => {
    while (!ended()) {
      await any(moves)().catch((error: unknown) => {
        if (!isDeadlock(error)) throw error;
      });
      done++;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, keepOn));
  return done;
}

/** To all families by their names, which everybody who moves is in two of for a moment. */
async function announce(scene: Scene, { families }: World, people: number): Promise<string> {
  const [row] = await scene.query<{ id: string }>(
    `INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, timings, content, recipient_count, state, scheduled_for)
     VALUES ('ANNOUNCEMENT', 'MEMBER', $1, '{EMAIL}', 'LOW', 'bulk', 'BROADCAST', '[{"name":"default","delays":[0]}]',
             '{"message": "We meet at eight."}', $2, 'SCHEDULED', now()) RETURNING id`,
    [JSON.stringify({ include: families.map((group) => ({ group })) }), people],
  );
  return row!.id;
}

const progress = async (scene: Scene, id: string) => {
  const [row] = await scene.query<{ state: string; plannedCount: number }>(
    'SELECT state, planned_count AS "plannedCount" FROM messages WHERE id = $1',
    [id],
  );
  return row!;
};

export const membership = scenario(
  'memberships that change during a fan-out',
  { short: { people: 20_000 }, long: { people: 300_000 } },
  async (scene, { people }) => {
    const everybody = await world(scene, people);
    const database = new Database(scene.environment.DATABASE_URL!);
    const workers = [await scene.started(), await scene.started()] as const;
    await scene.begin();
    let ended = false;
    const changes = unrest(new Groups(database), scene, everybody, () => ended);
    try {
      const id = await announce(scene, everybody, people);
      const reaches = (count: number) =>
        eventually(async () => expect((await progress(scene, id)).plannedCount).toBeGreaterThan(count), {
          timeout: 60_000,
        });
      await reaches(people / 5);
      await workers[0].end('SIGKILL');
      await reaches(people / 2);
      await eventually(async () => expect((await progress(scene, id)).state).toBe('COMPLETED'), {
        timeout: 15 * 60_000,
        every: 100,
      });
      ended = true;
      expect(await changes, 'memberships changed meanwhile').toBeGreaterThan(100);

      const [counted] = await scene.query(
        `SELECT count(*)::int AS all, count(DISTINCT user_id)::int AS people,
                (SELECT count(*)::int FROM unnest($2::uuid[]) AS stayed(id) WHERE NOT EXISTS (
                   SELECT FROM notifications WHERE message_id = $1 AND user_id = stayed.id)) AS missing
           FROM notifications WHERE message_id = $1`,
        [id, everybody.throughout],
      );
      const { plannedCount } = await progress(scene, id);
      expect(counted).toEqual({ all: plannedCount, people: plannedCount, missing: 0 });
      // Else hardly anybody came or went.
      expect(plannedCount).toBeGreaterThanOrEqual(everybody.throughout.length);
      // It was for as many as it turned out to be; how many was not asked.
      await scene.query('UPDATE messages SET recipient_count = planned_count WHERE id = $1', [id]);
      await scene.settled(`a fan-out to ${people}, who come, move and go`);
    } finally {
      ended = true;
      await changes.catch(() => {});
      await database.onApplicationShutdown();
    }
    await workers[1].end();
  },
);
