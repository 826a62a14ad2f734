import type { GroupRole } from './expression';
import type { StoredItem } from './stored';
import type { AudienceWords } from './words';

/** How a reader calls what an audience is made of. */
export interface Naming {
  readonly group: (id: string) => string;
  readonly role: (role: GroupRole) => string;
  readonly number: (count: number) => string;
  readonly list: (names: readonly string[]) => string;
  readonly words: AudienceWords['in'];
}

/** One part of an audience, as somebody would say it. */
export function inWords(item: StoredItem, { group, role, number, list, words }: Naming): string {
  if ('saved' in item) return words.saved(item.name);
  if ('missed' in item) return words.missed;
  if ('campaign' in item) return words.campaign;
  if ('topic' in item) return words.topic(item.topic);
  if ('users' in item) {
    return item.sender ? words.sender : words.people(item.users.length, number(item.users.length));
  }
  const place = group(item.group);
  if (item.roles !== undefined) return words.rolesIn(list(item.roles.map(role)), place);
  return item.subgroups ? words.everybodyIn(place) : words.joined(place);
}
