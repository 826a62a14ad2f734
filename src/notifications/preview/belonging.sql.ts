import { groupsNamed, type Audience, type AudienceItem, type GroupItem } from '../../audience/audience.js';
import { officesOf } from '../../audience/authority.sql.js';
import { groupFacts } from '../../audience/counting/group-facts.sql.js';
import { stepsOf } from '../../audience/counting/size-of.js';
import { isAmong, recipients, recipientsAfter, type Bind } from '../../audience/recipients.js';
import type { GroupKind } from '../../directory/groups/group-kinds.js';
import type { Caller } from '../../identity/caller.js';
import type { Sql } from '../../platform/database/database.js';

export interface GroupShare {
  id: string;
  name: string;
  kind: GroupKind;
  count: number;
}

export interface Belonging {
  byGroup: GroupShare[];
  groupCount: number;
}

const GROUPS_NAMED = 100;

/**
 * Which groups the people have joined, the largest first, and in how many they are. A head hears only of groups that
 * they may address: who else belongs to what is not theirs to know. Of a group whose members are meant the size is
 * kept, and only those of it are looked for who are left out; of the others each member is looked at.
 */
export async function groupsOf(sql: Sql, caller: Caller, audience: Audience): Promise<Belonging> {
  const meant = await ofMembers(sql, audience);
  const within = { meant, led: caller.role === 'ADMIN' ? null : await ledBy(sql, caller) };
  const kept = meant.length > 0 ? await keptShares(sql, within, audience) : NOTHING_KEPT;
  const others = kept.others ? await countedShares(sql, within, audience) : { byGroup: [], groupCount: 0 };
  return {
    byGroup: [...kept.byGroup, ...others.byGroup].toSorted(largestFirst).slice(0, GROUPS_NAMED),
    groupCount: kept.groupCount + others.groupCount,
  };
}

const NOTHING_KEPT = { byGroup: [], groupCount: 0, others: true };

/** The groups whose members are meant; none where more people are left out than are in them, who are walked sooner. */
async function ofMembers(sql: Sql, audience: Audience): Promise<GroupItem[]> {
  const { include, exclude = [] } = audience;
  const meant = include.filter(isOfMembers);
  if (meant.length === 0 || exclude.length === 0) return meant;
  const known = await groupFacts(sql, groupsNamed(audience));
  return stepsOf(exclude, known) > stepsOf(meant, known) ? [] : meant;
}

/** Who joins a group does so as a member; who has another role in it are few. */
const isOfMembers = (item: AudienceItem): item is GroupItem =>
  'group' in item && !('topic' in item) && (!item.roles || item.roles.includes('MEMBER'));

const largestFirst = (one: GroupShare, other: GroupShare): number =>
  other.count - one.count || one.name.localeCompare(other.name) || (one.id < other.id ? -1 : 1);

const ledBy = async (sql: Sql, { userId }: Caller): Promise<string[]> =>
  (await officesOf(sql, userId)).map(({ groupId }) => groupId);

interface Within {
  /** Groups whose members are in it, some of them with those below them. */
  meant: readonly GroupItem[];
  /** Only these groups and those below them; null for all. */
  led: readonly string[] | null;
}

/** Groups that the caller may hear of, and of which of them the members are meant. Index: groups_parent_id_idx downwards. */
const SCOPES = `
  led AS (
    SELECT id FROM groups WHERE id = ANY($1::uuid[])
    UNION
    SELECT groups.id FROM led JOIN groups ON groups.parent_id = led.id
  ), deep AS (
    SELECT id FROM groups WHERE id = ANY($2::uuid[])
    UNION
    SELECT groups.id FROM deep JOIN groups ON groups.parent_id = deep.id
  ), scopes AS (
    SELECT id, id = ANY($3::uuid[]) OR id IN (SELECT id FROM deep) AS meant FROM groups
     WHERE $1::uuid[] IS NULL OR id IN (SELECT id FROM led)
  )`;

const parameters = ({ led, meant }: Within): unknown[] => [
  led,
  meant.flatMap(({ group, subgroups }) => (subgroups ? group : [])),
  meant.map(({ group }) => group),
  GROUPS_NAMED,
];

const shareOf = ({ id, name, kind, count }: GroupShare): GroupShare => ({ id, name, kind, count });

/** Of groups whose members are meant; and whether there are others that somebody has joined. Index: group_sizes_pkey. */
async function keptShares(
  sql: Sql,
  within: Within,
  audience: Audience,
): Promise<Belonging & { others: boolean }> {
  const values = parameters(within);
  const missing = missingFrom(within, audience, (value) => `$${values.push(value)}`);
  const rows = await sql.query<GroupShare & { all: number; others: number }>(
    `WITH RECURSIVE ${SCOPES},
     missing AS (SELECT group_id, count(*)::int AS people FROM (${missing}) AS out GROUP BY group_id),
     joined AS (
       SELECT id, meant, joined - COALESCE(people, 0) AS count
         FROM scopes JOIN group_sizes ON group_sizes.group_id = id LEFT JOIN missing ON missing.group_id = id
        WHERE joined > COALESCE(people, 0)
     )
     SELECT id, name, kind, count, (SELECT count(*)::int FROM joined WHERE meant) AS "all", NOT meant AS others
       FROM ((SELECT * FROM joined WHERE meant ORDER BY count DESC, id LIMIT $4)
             UNION ALL (SELECT * FROM joined WHERE NOT meant LIMIT 1)) AS shares JOIN groups USING (id)`,
    values,
  );
  const kept = rows.filter(({ others }) => !others);
  return { byGroup: kept.map(shareOf), groupCount: rows[0]?.all ?? 0, others: rows.length > kept.length };
}

/**
 * Who has joined a group whose members are meant, and is not meant: who is left out, and where roles are chosen who
 * has another one. Indexes: as of `recipients`, group_members_user_id_idx, group_members_heads_idx.
 */
function missingFrom({ meant }: Within, audience: Audience, bind: Bind): string {
  const direct = 'joined_group_id = group_id AND group_id IN (SELECT id FROM scopes WHERE meant)';
  const leftOut = `SELECT DISTINCT group_id, user_id
                     FROM (${recipients({ include: audience.exclude ?? [] }, bind)}) AS out JOIN group_members USING (user_id)
                    WHERE ${direct}`;
  if (meant.every(({ roles }) => !roles)) return leftOut;
  return `${leftOut} UNION
          SELECT group_id, user_id FROM group_members AS head
           WHERE role <> 'MEMBER' AND ${direct} AND NOT ${isAmong(audience, bind, 'head.user_id')}`;
}

/**
 * Of the other groups. Members are counted without sorting them: nobody is one twice in a group; who has another role
 * in it may have several, and these are few. Indexes: as of `recipients`, group_members_pkey, group_members_heads_idx.
 */
async function countedShares(sql: Sql, within: Within, audience: Audience): Promise<Belonging> {
  const values = parameters(within);
  const bind = (value: unknown) => `$${values.push(value)}`;
  const people = recipients(audience, bind);
  const direct = 'joined_group_id = group_id AND group_id IN (SELECT id FROM scopes WHERE NOT meant)';
  const rows = await sql.query<GroupShare & { all: number }>(
    `WITH RECURSIVE ${SCOPES}
     SELECT groups.id, name, kind, count, count(*) OVER ()::int AS "all"
       FROM (SELECT group_id, sum(people)::int AS count
               FROM (SELECT group_id, count(*) AS people FROM group_members
                      WHERE role = 'MEMBER' AND ${direct} AND user_id IN (${people}) GROUP BY group_id
                     UNION ALL
                     SELECT group_id, count(DISTINCT user_id) FROM group_members AS head
                      WHERE role <> 'MEMBER' AND ${direct} AND ${isAmong(audience, bind, 'head.user_id')}
                        AND NOT EXISTS (SELECT FROM group_members AS plain
                                         WHERE plain.group_id = head.group_id AND plain.user_id = head.user_id
                                           AND plain.joined_group_id = head.group_id AND plain.role = 'MEMBER')
                      GROUP BY group_id) AS parts
              GROUP BY group_id) AS shares
       JOIN groups ON groups.id = group_id
      ORDER BY count DESC, groups.id LIMIT $4`,
    values,
  );
  return { byGroup: rows.map(shareOf), groupCount: rows[0]?.all ?? 0 };
}

const PEOPLE_NAMED = 10;
const NOBODY_YET = '00000000-0000-0000-0000-000000000000';

/** Some of them, always the same ones. Indexes: as of `recipientsAfter`, users_pkey. */
export async function someOf(sql: Sql, audience: Audience): Promise<{ id: string; name: string }[]> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const first = recipientsAfter(audience, bind, `'${NOBODY_YET}'`, String(PEOPLE_NAMED));
  return await sql.query(
    `SELECT id, name FROM (${first}) AS first JOIN users ON id = user_id ORDER BY id`,
    values,
  );
}
