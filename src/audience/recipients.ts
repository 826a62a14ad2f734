import type { Audience, AudienceItem, GroupItem } from './audience.js';

type Bind = (value: unknown) => string;

/**
 * The SQL of the next people of an audience after a cursor, in the order of their ids and each one once.
 * Every part stops at the limit by itself, so a chunk costs the same wherever in a large audience it is;
 * who is excluded is left out before that, or a full chunk would look like the last one.
 * Indexes: the primary keys of group_members, which holds nobody who was erased, and of users.
 */
export function recipientsAfter(audience: Audience, bind: Bind, cursor: string, limit: string): string {
  const parts = audience.include.map(
    (item) => `(${part(item, audience, bind, cursor)} ORDER BY user_id LIMIT ${limit})`,
  );
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
  const parts = audience.include.map((item) => part(item, audience, bind, `'${NOBODY_YET}'`));
  return `SELECT count(*)::int AS count FROM (SELECT DISTINCT user_id FROM (${union(parts)}) AS chosen) AS people`;
}

const NOBODY_YET = '00000000-0000-0000-0000-000000000000';

function wholeGroup({ include, exclude = [] }: Audience): GroupItem | undefined {
  const [only, ...others] = include;
  if (!only || others.length > 0 || exclude.length > 0) return undefined;
  return 'group' in only && !only.roles ? only : undefined;
}

function part(item: AudienceItem, { exclude = [] }: Audience, bind: Bind, cursor: string): string {
  const people =
    'users' in item
      ? `SELECT id AS user_id FROM users WHERE id > ${cursor}::uuid AND erased_at IS NULL AND id = ANY(${bind(item.users)}::uuid[])`
      : `SELECT DISTINCT user_id FROM group_members AS included
          WHERE user_id > ${cursor}::uuid AND ${membership(item, bind, 'included')}`;
  const person = 'users' in item ? 'users.id' : 'included.user_id';
  return [people, ...exclude.map((out) => excluding(out, bind, person))].join(' AND ');
}

/**
 * A look at each person by itself: joined the other way, the whole of a large exclusion would be read for
 * every chunk.
 */
function excluding(item: AudienceItem, bind: Bind, person: string): string {
  if ('users' in item) return `${person} <> ALL(${bind(item.users)}::uuid[])`;
  return `(SELECT true FROM group_members AS excluded
            WHERE excluded.user_id = ${person} AND ${membership(item, bind, 'excluded')} LIMIT 1) IS NULL`;
}

function membership({ group, roles, subgroups }: GroupItem, bind: Bind, row: string): string {
  const conditions = [`${row}.group_id = ${bind(group)}::uuid`];
  if (roles) conditions.push(`${row}.role = ANY(${bind(roles)}::role[])`);
  if (!subgroups) conditions.push(`${row}.joined_group_id = ${row}.group_id`);
  return conditions.join(' AND ');
}

/** An audience of nobody is one, too. */
const union = (parts: string[]) =>
  parts.length > 0 ? parts.join(' UNION ALL ') : 'SELECT NULL::uuid AS user_id WHERE false';
