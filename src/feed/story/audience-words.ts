import { choices, type AudienceItem } from '../../audience/audience.js';
import type { Cause } from './explain.sql.js';

type Asked = Cause['audience'];
type Names = Cause['groupNames'];

/** For whom a message was asked for, in words. It names groups and nobody else: the others are no business of the reader's. */
export const audienceWords = ({ audience, groupNames }: Pick<Cause, 'audience' | 'groupNames'>): string =>
  wordsOf(audience, groupNames);

/** The item by which a reader was chosen; undefined where it is of an audience that nobody can read any more. */
export function chosenByWords(
  { audience: { include = [] }, groupNames }: Pick<Cause, 'audience' | 'groupNames'>,
  place: number,
): string | undefined {
  const item = choices({ include: include as AudienceItem[] })[place];
  return item && words(item, groupNames);
}

function wordsOf({ include = [], exclude = [] }: Asked, names: Names): string {
  const chosen = include.map((item) => words(item, names));
  const left = exclude.map((item) => words(item, names));
  return (chosen.join(' and ') || 'nobody') + (left.length > 0 ? `, without ${left.join(' and ')}` : '');
}

/** Items may be of any kind that there has been; what they are called is enough here. */
function words(item: unknown, names: Names): string {
  const { users, sender, group, roles, role, topic, subgroups, saved, missed, campaign } = item as Record<
    string,
    unknown
  >;
  if (sender === true) return 'whoever sent it';
  if (Array.isArray(users))
    return users.length === 1 ? 'one person by name' : `${users.length} people by name`;
  if (typeof topic === 'string') return `who follows ${topic}`;
  if (typeof group === 'string') {
    const who = Array.isArray(roles) ? `each ${roles.join(' and ')}` : 'everybody';
    return `${who} of ${names[group] ?? 'a group that is gone'}${subgroups === true ? ' and of the groups below it' : ''}`;
  }
  if (typeof role === 'string') return `each ${role}`;
  if (Array.isArray(missed))
    return `whom an earlier message had not reached (${wordsOf(item as Asked, names)})`;
  // What its owner calls it is theirs to know.
  if (typeof saved === 'string') return `a saved audience (${wordsOf(item as Asked, names)})`;
  if (typeof campaign === 'string') return 'the people of a list';
  return 'others';
}
