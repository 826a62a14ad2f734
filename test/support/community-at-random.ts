import { joinEach } from '../../src/directory/groups/closure.sql.js';
import type { Role } from '../../src/identity/roles.js';
import type { Database } from '../../src/platform/database/database.js';
import type { Dice } from './dice.js';

const PEOPLE = 240;
export const ROLES: Role[] = ['COMMUNITY_HEAD', 'GOTRA_HEAD', 'FAMILY_HEAD', 'MEMBER', 'MEMBER', 'MEMBER'];
export const CHANNELS = ['EMAIL', 'SMS'] as const;
/** What each group is below: two communities, one of them with three levels. */
const PARENTS = [null, 0, 0, 1, 1, 1, 2, 2, null, 8, 8, 3];

export interface World {
  people: string[];
  erased: Set<string>;
  groups: string[];
  /** What each group is below, by their places. */
  parents: (number | null)[];
  memberships: { userId: string; groupId: string; role: Role }[];
  topics: { id: string; group: string; followers: Set<string> }[];
  campaign: { id: string; people: Set<string> };
  /** By message and channel, whom it has reached. */
  messages: { id: string; reached: Record<(typeof CHANNELS)[number], Set<string>> }[];
}

/** People in groups of two trees, with topics, a campaign and messages that have reached some of them. */
export async function communityAtRandom(database: Database, random: Dice): Promise<World> {
  const { one, some, chance } = random;
  const ids = async (text: string, values: unknown[] = []) =>
    (await database.query<{ id: string }>(text, values)).map(({ id }) => id);
  const people = await ids(
    `INSERT INTO users (name) SELECT 'P' || n FROM generate_series(1, $1::int) AS n RETURNING id`,
    [PEOPLE],
  );
  const groups: string[] = [];
  for (const parent of PARENTS) {
    const kind = parent === null ? 'COMMUNITY' : 'GOTRA';
    const above = parent === null ? null : groups[parent];
    const made = await ids(
      `INSERT INTO groups (name, kind, parent_id) VALUES ('G', $1::group_kind, $2) RETURNING id`,
      [kind, above],
    );
    groups.push(...made);
  }
  const memberships = people.flatMap((userId) =>
    some(3, () => ({ userId, groupId: one(groups), role: one(ROLES) })),
  );
  await joinEach(database, memberships);

  const topics = await Promise.all(
    [1, 3, 8].map(async (group) => {
      const followers = new Set(people.filter(() => chance(0.3)));
      const [id] = await ids(
        `INSERT INTO topics (name, group_id, title, created_by_id) VALUES ($1, $2, 'T', $2) RETURNING id`,
        [`topic-${group}`, groups[group]],
      );
      await database.query('INSERT INTO topic_followers (topic_id, user_id) SELECT $1, unnest($2::uuid[])', [
        id,
        [...followers],
      ]);
      return { id: id!, group: groups[group]!, followers };
    }),
  );

  const [campaign] = await ids(
    `INSERT INTO campaigns (sender_id, name, state) VALUES ($1, 'C', 'DRAFT') RETURNING id`,
    [people.at(-1)],
  );
  const rows = Array.from({ length: 90 }, (_, number) => ({
    number,
    userId: chance(0.9) ? one(people) : null,
    flaw: chance(0.2) ? 'PERSON_UNKNOWN' : null,
  }));
  await database.query(
    `INSERT INTO campaign_rows (campaign_id, number, fields, user_id, flaw)
     SELECT $1, number, '{}', user_id, flaw FROM unnest($2::int[], $3::uuid[], $4::text[]) AS rows(number, user_id, flaw)`,
    [
      campaign,
      rows.map(({ number }) => number),
      rows.map(({ userId }) => userId),
      rows.map(({ flaw }) => flaw),
    ],
  );
  const good = rows.flatMap(({ userId, flaw }) => (userId && !flaw ? userId : []));

  const messages = [await told(database, people, random), await told(database, people, random)];
  const erased = new Set(people.slice(0, 8));
  await database.query('UPDATE users SET erased_at = now() WHERE id = ANY($1::uuid[])', [[...erased]]);
  return {
    people,
    erased,
    groups,
    parents: [...PARENTS],
    memberships,
    topics,
    campaign: { id: campaign!, people: new Set(good) },
    messages,
  };
}

async function told(
  database: Database,
  people: readonly string[],
  { one, chance }: Dice,
): Promise<World['messages'][number]> {
  const [message] = await database.query<{ id: string }>(
    `INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state)
     VALUES ('GENERIC', 'MEMBER', '{}', '{EMAIL,SMS}', 'LOW', 'bulk', 'BROADCAST', 'COMPLETED') RETURNING id`,
  );
  const reached = { EMAIL: new Set<string>(), SMS: new Set<string>() };
  const rows = people
    .filter(() => chance(0.7))
    .flatMap((userId) =>
      CHANNELS.map((channel) => {
        const status = one(['SENT', 'PENDING', 'UNKNOWN', 'CANCELLED', 'FAILED', 'SUPPRESSED'] as const);
        if (!['CANCELLED', 'FAILED', 'SUPPRESSED'].includes(status)) reached[channel].add(userId);
        return { userId, channel, status };
      }),
    );
  await database.query(
    `WITH had AS (
       INSERT INTO notifications (message_id, user_id) SELECT $1, user_id FROM (SELECT DISTINCT unnest($2::uuid[])) AS them(user_id)
       RETURNING id, user_id
     )
     INSERT INTO deliveries (message_id, notification_id, channel, lane, status, reason, batch, due_at, ready_at)
     SELECT $1, had.id, channel, 'bulk', status, CASE WHEN status = 'SUPPRESSED' THEN 'NO_ADDRESS'::suppression_reason END, 0, now(), now()
       FROM had JOIN unnest($2::uuid[], $3::channel[], $4::delivery_status[]) AS rows(user_id, channel, status) USING (user_id)`,
    [
      message!.id,
      rows.map(({ userId }) => userId),
      rows.map(({ channel }) => channel),
      rows.map(({ status }) => status),
    ],
  );
  return { id: message!.id, reached };
}
