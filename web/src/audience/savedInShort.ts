import type { Format } from '../language/useFormat';
import type { Role } from '../session/person';
import type { Audience, Item } from './expression';
import type { Tree } from './scope';
import type { AudienceWords } from './words';

const SHOWN = 3;

/** By what it can be told from the others: the first names of what it is made of. */
export function savedInShort(
  { include }: Audience,
  tree: Tree,
  roles: Readonly<Record<Role, string>>,
  w: AudienceWords,
  { list, number }: Pick<Format, 'list' | 'number'>,
): string {
  const names = include.flatMap((item) => named(item, tree, roles, w, number) ?? []);
  const more = names.length - SHOWN;
  return list(more > 0 ? [...names.slice(0, SHOWN), w.more(number(more))] : names);
}

function named(
  item: Item,
  tree: Tree,
  roles: Readonly<Record<Role, string>>,
  w: AudienceWords,
  number: Format['number'],
): string | null {
  if ('group' in item) return tree.byId.get(item.group)?.name ?? null;
  if ('users' in item) return w.somebody(number(item.users.length));
  if ('topic' in item) return `“${item.topic}”`;
  return 'role' in item ? roles[item.role] : null;
}
