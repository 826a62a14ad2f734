import type { Audience, AudienceItem } from './audience.js';

/**
 * The SQL of the next people of an audience after a cursor, in the order of their ids and each one once.
 * Every part stops at the limit by itself, so a chunk costs the same wherever in a large audience it is;
 * who was erased is left out before that, or a full chunk would look like the last one.
 * Indexes: the primary keys of group_members and users.
 */
export function recipientsAfter(
  audience: Audience,
  bind: (value: unknown) => string,
  cursor: string,
  limit: string,
): string {
  const parts = audience.include.map(
    (item) => `(${part(item, bind, cursor)} ORDER BY user_id LIMIT ${limit})`,
  );
  return `SELECT DISTINCT user_id FROM (${union(parts)}) AS chosen ORDER BY user_id LIMIT ${limit}`;
}

/** How many people an audience has; the same choice as `recipientsAfter`. */
export function countRecipients(audience: Audience, bind: (value: unknown) => string): string {
  const parts = audience.include.map((item) => part(item, bind, `'${NOBODY_YET}'`));
  return `SELECT count(DISTINCT user_id)::int AS count FROM (${union(parts)}) AS chosen`;
}

const NOBODY_YET = '00000000-0000-0000-0000-000000000000';

function part(item: AudienceItem, bind: (value: unknown) => string, cursor: string): string {
  const filters = [`id > ${cursor}::uuid`, 'erased_at IS NULL'];
  if ('users' in item) {
    filters.push(`id = ANY(${bind(item.users)}::uuid[])`);
    return `SELECT id AS user_id FROM users WHERE ${filters.join(' AND ')}`;
  }
  filters.push(`group_id = ${bind(item.group)}::uuid`, `user_id > ${cursor}::uuid`);
  if (item.roles) filters.push(`group_members.role = ANY(${bind(item.roles)}::role[])`);
  if (item.subgroups === false) filters.push('joined_group_id = group_id');
  return `SELECT DISTINCT user_id FROM group_members JOIN users ON id = user_id WHERE ${filters.join(' AND ')}`;
}

/** An audience of nobody is one, too. */
const union = (parts: string[]) =>
  parts.length > 0 ? parts.join(' UNION ALL ') : 'SELECT NULL::uuid AS user_id WHERE false';
