import type { Cause } from './explain.sql.js';

/** For whom a message was asked for, in words. It names groups and nobody else: the others are no business of the reader's. */
export function audienceWords({ audience, groupNames }: Pick<Cause, 'audience' | 'groupNames'>): string {
  const { include = [], exclude = [] } = audience;
  const chosen = include.map((item) => words(item, groupNames));
  const left = exclude.map((item) => words(item, groupNames));
  return (chosen.join(' and ') || 'nobody') + (left.length > 0 ? `, without ${left.join(' and ')}` : '');
}

/** Items may be of any kind that there has been; what they are called is enough here. */
function words(item: unknown, names: Record<string, string>): string {
  const { users, group, roles, role, topic, subgroups } = item as Record<string, unknown>;
  if (Array.isArray(users))
    return users.length === 1 ? 'one person by name' : `${users.length} people by name`;
  if (typeof group === 'string') {
    const who = Array.isArray(roles) ? `each ${roles.join(' and ')}` : 'everybody';
    return `${who} of ${names[group] ?? 'a group that is gone'}${subgroups === true ? ' and of the groups below it' : ''}`;
  }
  if (typeof role === 'string') return `each ${role}`;
  if (typeof topic === 'string') return `who follows ${topic}`;
  return 'a saved audience';
}
