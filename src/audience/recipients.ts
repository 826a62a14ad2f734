import { choices, type Audience, type AudienceItem, type GroupItem, type TopicItem } from './audience.js';
import { reached } from './reached.sql.js';

export type Bind = (value: unknown) => string;

/**
 * The SQL of the next people of an audience after a cursor, in the order of their ids and each one once.
 * Every part stops at the limit by itself, so a chunk costs the same wherever in a large audience it is;
 * who is excluded is left out before that, or a full chunk would look like the last one. `chosen_by` is the place of
 * the first of `choices` that somebody is in; null where there is one.
 * Indexes: the primary keys of group_members, which holds nobody who was erased, of users and topic_followers,
 * group_members_heads_idx and campaign_rows_people_idx.
 */
export function recipientsAfter(audience: Audience, bind: Bind, cursor: string, limit: string): string {
  const parts = partsOf(audience, { bind: boundOnce(bind), cursor });
  const places = placesOf(audience);
  const chunks = parts.map(
    (part, index) =>
      `SELECT user_id, ${places[index]} AS place FROM (${part} ORDER BY user_id LIMIT ${limit}) AS item`,
  );
  return `SELECT user_id, min(place)::int2 AS chosen_by FROM (${chunks.join(' UNION ALL ') || NOBODY}) AS chosen
           GROUP BY user_id ORDER BY user_id LIMIT ${limit}`;
}

/** Of each part the item that it is of; null where there is one alone. */
function placesOf(audience: Audience): (number | null)[] {
  const items = choices(audience);
  return items.flatMap((item, place) =>
    Array<number | null>(leavesOf(item)).fill(items.length > 1 ? place : null),
  );
}

const leavesOf = (item: AudienceItem): number =>
  'include' in item ? item.include.reduce((sum, each) => sum + leavesOf(each), 0) : 1;

/**
 * All of them at once, each one once; with `within`, those of them who are in that, too. Who is left out is sought
 * once among all, and not in every part. The same indexes.
 */
export function recipients({ include, exclude = [] }: Audience, bind: Bind, within?: AudienceItem): string {
  const asking = { bind: boundOnce(bind) };
  const everybody = `SELECT user_id FROM (${partsOf({ include }, asking).join(' UNION ') || NOBODY}) AS everybody`;
  const conditions = [
    ...(within ? [holds(within, asking, 'everybody.user_id')] : []),
    ...exclude.map((item) => `NOT ${holds(item, asking, 'everybody.user_id')}`),
  ];
  return conditions.length > 0 ? `${everybody} WHERE ${conditions.join(' AND ')}` : everybody;
}

/** Whether somebody is one of them, over SQL that names a person: for few of many it is quicker than to find all. */
export const isAmong = (audience: Audience, bind: Bind, person: string): string =>
  holds(audience, { bind }, person);

/** A list that is asked about in many places, such as who is left out of every part, may be of 50,000. */
function boundOnce(bind: Bind): Bind {
  const bound = new Map<unknown, string>();
  return (value) => {
    const place = bound.get(value) ?? bind(value);
    bound.set(value, place);
    return place;
  };
}

/** An audience of nobody is one, too. */
const NOBODY = 'SELECT NULL::uuid AS user_id, NULL::int AS place WHERE false';

/** How a query is put together. */
interface Asking {
  bind: Bind;
  /** Only who comes after it. */
  cursor?: string;
}

/**
 * Whether there are such rows: a look at each person by itself. As EXISTS it would be turned into a join, for which
 * the whole of a large exclusion is read for every chunk; and planned without statistics, as right after many have
 * joined, a join may compare everybody with everybody.
 */
const found = (rows: string) => `((SELECT true FROM ${rows} LIMIT 1) IS NOT NULL)`;

/** One query for each item, besides those inside of saved ones. `besides` is what holds for everybody in it. */
function partsOf(
  { include, exclude = [] }: Audience,
  asking: Asking,
  besides: readonly ((person: string) => string)[] = [],
): string[] {
  const all = [...besides, ...exclude.map((out) => (person: string) => `NOT ${holds(out, asking, person)}`)];
  return include.flatMap((item) => {
    if ('include' in item) {
      const missed =
        'missed' in item ? [(person: string) => `NOT ${reached(item, asking.bind, person)}`] : [];
      return partsOf(item, asking, [...all, ...missed]);
    }
    const [people, person] = peopleOf(item, asking);
    return [people, ...all.map((each) => each(person))].join(' AND ');
  });
}

/** A query that more conditions can be added to, and what it calls a person. */
function peopleOf(
  item: Exclude<AudienceItem, Audience>,
  { bind, cursor }: Asking,
): [people: string, person: string] {
  const after = (person: string) => (cursor === undefined ? '' : `${person} > ${cursor}::uuid AND `);
  if ('users' in item) {
    return [
      `SELECT id AS user_id FROM users WHERE ${after('id')}erased_at IS NULL AND id = ANY(${bind(item.users)}::uuid[])`,
      'users.id',
    ];
  }
  if ('campaign' in item) {
    return [
      `SELECT DISTINCT user_id FROM campaign_rows AS listed
        WHERE ${after('user_id')}campaign_id = ${bind(item.campaign)}::uuid AND user_id IS NOT NULL AND flaw IS NULL
          AND ${found('users WHERE id = listed.user_id AND erased_at IS NULL')}`,
      'listed.user_id',
    ];
  }
  if ('topic' in item) {
    return [
      `SELECT user_id FROM topic_followers AS following
        WHERE ${after('user_id')}topic_id = ${bind(item.topicId)}::uuid AND ${found(belonging(item, bind, 'following.user_id'))}`,
      'following.user_id',
    ];
  }
  return [
    `SELECT DISTINCT user_id FROM group_members AS included WHERE ${after('user_id')}${membership(item, bind, 'included')}`,
    'included.user_id',
  ];
}

/** Whether a person is in an item. */
function holds(item: AudienceItem | Audience, asking: Asking, person: string): string {
  const { bind } = asking;
  if ('include' in item) {
    const within = item.include.map((each) => holds(each, asking, person)).join(' OR ') || 'false';
    const without = (item.exclude ?? []).map((each) => ` AND NOT ${holds(each, asking, person)}`).join('');
    const missed = 'missed' in item ? ` AND NOT ${reached(item, asking.bind, person)}` : '';
    return `((${within})${without}${missed})`;
  }
  if ('users' in item) return `(${person} = ANY(${bind(item.users)}::uuid[]))`;
  if ('campaign' in item) {
    return found(
      `campaign_rows WHERE campaign_id = ${bind(item.campaign)}::uuid AND user_id = ${person} AND flaw IS NULL`,
    );
  }
  if ('topic' in item) {
    const following = `topic_followers WHERE topic_id = ${bind(item.topicId)}::uuid AND user_id = ${person}`;
    return `(${found(following)} AND ${found(belonging(item, bind, person))})`;
  }
  return found(
    `group_members AS known WHERE known.user_id = ${person} AND ${membership(item, bind, 'known')}`,
  );
}

function membership({ group, roles, subgroups }: GroupItem, bind: Bind, row: string): string {
  const conditions = [`${row}.group_id = ${bind(group)}::uuid`];
  if (roles) conditions.push(`${row}.role = ANY(${bind(roles)}::role[])`);
  // There are few heads among many, and an index of them alone; that it is about those is said in its own words.
  if (roles && !roles.includes('MEMBER')) conditions.push(`${row}.role <> 'MEMBER'`);
  if (!subgroups) conditions.push(`${row}.joined_group_id = ${row}.group_id`);
  return conditions.join(' AND ');
}

const belonging = ({ group }: TopicItem, bind: Bind, person: string) =>
  `group_members WHERE group_id = ${bind(group)}::uuid AND user_id = ${person}`;
