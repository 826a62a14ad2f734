import type { Audience, AudienceItem, GroupItem, TopicItem } from './audience.js';
import { reached } from './reached.sql.js';

type Bind = (value: unknown) => string;

/**
 * The SQL of the next people of an audience after a cursor, in the order of their ids and each one once.
 * Every part stops at the limit by itself, so a chunk costs the same wherever in a large audience it is;
 * who is excluded is left out before that, or a full chunk would look like the last one.
 * Indexes: the primary keys of group_members, which holds nobody who was erased, of users and topic_followers, and
 * campaign_rows_people_idx.
 */
export function recipientsAfter(audience: Audience, bind: Bind, cursor: string, limit: string): string {
  const parts = partsOf(audience, bind, cursor).map((part) => `(${part} ORDER BY user_id LIMIT ${limit})`);
  return `SELECT DISTINCT user_id FROM (${union(parts)}) AS chosen ORDER BY user_id LIMIT ${limit}`;
}

/**
 * How many people an audience has; the same choice as `recipientsAfter`. The size of a group is known, whatever
 * its size, everybody else is counted one by one. Index: group_sizes_pkey.
 */
export function countRecipients(audience: Audience, bind: Bind): string {
  const whole = wholeGroup(audience);
  if (whole) {
    const size = whole.subgroups ? 'reached' : 'joined';
    return `SELECT COALESCE((SELECT ${size} FROM group_sizes WHERE group_id = ${bind(whole.group)}::uuid), 0) AS count`;
  }
  return `SELECT count(*)::int AS count FROM (${recipients(audience, bind)}) AS people`;
}

/** All of them at once, each one once. */
export function recipients(audience: Audience, bind: Bind): string {
  return `SELECT DISTINCT user_id FROM (${union(partsOf(audience, bind, `'${NOBODY_YET}'`))}) AS chosen`;
}

const NOBODY_YET = '00000000-0000-0000-0000-000000000000';

function wholeGroup({ include, exclude = [] }: Audience): GroupItem | undefined {
  const [only, ...others] = include;
  if (!only || others.length > 0 || exclude.length > 0) return undefined;
  return 'group' in only && !('topic' in only) && !only.roles ? only : undefined;
}

/** One query for each item, besides those inside of saved ones. `besides` is what holds for everybody in it. */
function partsOf(
  { include, exclude = [] }: Audience,
  bind: Bind,
  cursor: string,
  besides: readonly ((person: string) => string)[] = [],
): string[] {
  const all = [...besides, ...exclude.map((out) => (person: string) => `NOT ${holds(out, bind, person)}`)];
  return include.flatMap((item) => {
    if ('include' in item) {
      const missed = 'missed' in item ? [(person: string) => `NOT ${reached(item, bind, person)}`] : [];
      return partsOf(item, bind, cursor, [...all, ...missed]);
    }
    const [people, person] = peopleOf(item, bind, cursor);
    return [people, ...all.map((each) => each(person))].join(' AND ');
  });
}

/** A query that more conditions can be added to, and what it calls a person. */
function peopleOf(
  item: Exclude<AudienceItem, Audience>,
  bind: Bind,
  cursor: string,
): [people: string, person: string] {
  if ('users' in item) {
    return [
      `SELECT id AS user_id FROM users WHERE id > ${cursor}::uuid AND erased_at IS NULL AND id = ANY(${bind(item.users)}::uuid[])`,
      'users.id',
    ];
  }
  if ('campaign' in item) {
    return [
      `SELECT DISTINCT user_id FROM campaign_rows AS listed
        WHERE user_id > ${cursor}::uuid AND campaign_id = ${bind(item.campaign)}::uuid AND flaw IS NULL
          AND ${known('listed.user_id')}`,
      'listed.user_id',
    ];
  }
  if ('topic' in item) {
    return [
      `SELECT user_id FROM topic_followers AS following
        WHERE user_id > ${cursor}::uuid AND topic_id = ${bind(item.topicId)}::uuid AND ${belongs(item, bind, 'following.user_id')}`,
      'following.user_id',
    ];
  }
  return [
    `SELECT DISTINCT user_id FROM group_members AS included
      WHERE user_id > ${cursor}::uuid AND ${membership(item, bind, 'included')}`,
    'included.user_id',
  ];
}

/**
 * Whether a person is in an item: a look at each person by itself. Joined the other way, the whole of a large
 * exclusion would be read for every chunk.
 */
function holds(item: AudienceItem, bind: Bind, person: string): string {
  if ('include' in item) {
    const within = item.include.map((each) => holds(each, bind, person)).join(' OR ') || 'false';
    const without = (item.exclude ?? []).map((each) => ` AND NOT ${holds(each, bind, person)}`).join('');
    const missed = 'missed' in item ? ` AND NOT ${reached(item, bind, person)}` : '';
    return `((${within})${without}${missed})`;
  }
  if ('users' in item) return `(${person} = ANY(${bind(item.users)}::uuid[]))`;
  if ('campaign' in item) {
    return found(
      `campaign_rows WHERE campaign_id = ${bind(item.campaign)}::uuid AND user_id = ${person} AND flaw IS NULL`,
    );
  }
  if ('topic' in item) {
    const follows = found(
      `topic_followers WHERE topic_id = ${bind(item.topicId)}::uuid AND user_id = ${person}`,
    );
    return `(${follows} AND ${belongs(item, bind, person)})`;
  }
  return found(
    `group_members AS excluded WHERE excluded.user_id = ${person} AND ${membership(item, bind, 'excluded')}`,
  );
}

function membership({ group, roles, subgroups }: GroupItem, bind: Bind, row: string): string {
  const conditions = [`${row}.group_id = ${bind(group)}::uuid`];
  if (roles) conditions.push(`${row}.role = ANY(${bind(roles)}::role[])`);
  if (!subgroups) conditions.push(`${row}.joined_group_id = ${row}.group_id`);
  return conditions.join(' AND ');
}

const belongs = ({ group }: TopicItem, bind: Bind, person: string) =>
  found(`group_members WHERE group_id = ${bind(group)}::uuid AND user_id = ${person}`);
const known = (person: string) => found(`users WHERE id = ${person} AND erased_at IS NULL`);
/** One at a time: as EXISTS it would be turned into a join. */
const found = (rows: string) => `((SELECT true FROM ${rows} LIMIT 1) IS NOT NULL)`;

/** An audience of nobody is one, too. */
const union = (parts: string[]) =>
  parts.length > 0 ? parts.join(' UNION ALL ') : 'SELECT NULL::uuid AS user_id WHERE false';
