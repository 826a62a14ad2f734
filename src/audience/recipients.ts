import type { Audience, AudienceItem } from './audience.js';

/**
 * The SQL of the next people of an audience after a cursor, in the order of their ids and each one once.
 * Every part stops at the limit by itself, so a chunk costs the same wherever in a large audience it is.
 * Indexes: the primary keys of group_members and users.
 */
export function recipientsAfter(
  audience: Audience,
  bind: (value: unknown) => string,
  cursor: string,
  limit: string,
) {
  const parts = audience.include.map(
    (item) => `(${part(item, bind, cursor)} ORDER BY user_id LIMIT ${limit})`,
  );
  return `SELECT DISTINCT user_id FROM (${union(parts)}) AS chosen
           JOIN users ON users.id = user_id AND users.erased_at IS NULL
          ORDER BY user_id LIMIT ${limit}`;
}

function part(item: AudienceItem, bind: (value: unknown) => string, cursor: string): string {
  if ('users' in item) {
    return `SELECT id AS user_id FROM users WHERE id = ANY(${bind(item.users)}::uuid[]) AND id > ${cursor}::uuid`;
  }
  const filters = [`group_id = ${bind(item.group)}::uuid`, `user_id > ${cursor}::uuid`];
  if (item.roles) filters.push(`role = ANY(${bind(item.roles)}::role[])`);
  if (item.subgroups === false) filters.push('joined_group_id = group_id');
  return `SELECT DISTINCT user_id FROM group_members WHERE ${filters.join(' AND ')}`;
}

/** How many people an audience has; the same choice as `recipientsAfter`. */
export function countRecipients(audience: Audience, bind: (value: unknown) => string): string {
  const parts = audience.include.map((item) =>
    part(item, bind, bind('00000000-0000-0000-0000-000000000000')),
  );
  return `SELECT count(DISTINCT user_id)::int AS count FROM (${union(parts)}) AS chosen
            JOIN users ON users.id = user_id AND users.erased_at IS NULL`;
}

/** An audience of nobody is one, too. */
const union = (parts: string[]) =>
  parts.length > 0 ? parts.join(' UNION ALL ') : 'SELECT NULL::uuid AS user_id';
