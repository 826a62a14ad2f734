import type { Audience, AudienceItem, GroupItem } from '../audience.js';
import type { KnownGroups } from './group-facts.sql.js';

/** Everybody of it, whatever their role: how many they are is kept. */
export const isWhole = (item: AudienceItem): item is GroupItem =>
  'group' in item && !('topic' in item) && !item.roles;

/** Whether everybody of `inner` is certainly of `outer`, too. False is no more than that nobody knows. */
export function covers(outer: AudienceItem, inner: AudienceItem, known: KnownGroups): boolean {
  if ('include' in inner) return inner.include.every((each) => covers(outer, each, known));
  if ('users' in outer) return 'users' in inner && isSubset(inner.users, outer.users);
  if ('topic' in outer) return 'topic' in inner && inner.topicId === outer.topicId;
  if ('campaign' in outer) return 'campaign' in inner && inner.campaign === outer.campaign;
  // Of an audience that leaves somebody out, nobody is certain.
  if ('include' in outer || !('group' in inner)) return false;
  return coversGroup(outer, inner, known);
}

function coversGroup(
  outer: GroupItem,
  inner: GroupItem | (AudienceItem & { topic: string; group: string }),
  known: KnownGroups,
): boolean {
  const below = inner.group === outer.group || known.get(inner.group)?.path.includes(outer.group) === true;
  // Who follows a topic belongs to its group or to one below it, in whichever role.
  if ('topic' in inner) return below && outer.subgroups === true && !outer.roles;
  if (outer.roles && !(inner.roles && isSubset(inner.roles, outer.roles))) return false;
  return outer.subgroups ? below : inner.group === outer.group && !inner.subgroups;
}

const isSubset = (some: readonly string[], all: readonly string[]): boolean => {
  const set = new Set(all);
  return some.every((each) => set.has(each));
};

/** The same people with fewer words: nothing that something else covers, and nobody who is left out anyhow. */
export function simplified(audience: Audience, known: KnownGroups): Required<Audience> {
  const { include, exclude } = flattened(audience);
  const out = withoutCovered(joinNamed(exclude), known);
  const left = include.filter((item) => !out.some((each) => covers(each, item, known)));
  return { include: withoutCovered(joinNamed(left), known), exclude: out };
}

/** Of two that cover each other the first one stays. */
const withoutCovered = (items: readonly AudienceItem[], known: KnownGroups): AudienceItem[] =>
  items.filter((item, place) =>
    items.every(
      (other, otherPlace) =>
        otherPlace === place ||
        !covers(other, item, known) ||
        (covers(item, other, known) && place < otherPlace),
    ),
  );

/** One list of all who are named. */
function joinNamed(items: readonly AudienceItem[]): AudienceItem[] {
  const users = [...new Set(items.flatMap((item) => ('users' in item ? item.users : [])))];
  const others = items.filter((item) => !('users' in item));
  return users.length > 0 ? [...others, { users }] : others;
}

/** Saved ones are opened where nobody is left out of them alone. */
function flattened({ include, exclude = [] }: Audience): Required<Audience> {
  const opened = include.flatMap(open);
  const out = exclude.flatMap(open);
  const [only, ...others] = opened;
  return only && others.length === 0 && 'saved' in only
    ? flattened({ include: only.include, exclude: [...(only.exclude ?? []), ...out] })
    : { include: opened, exclude: out };
}

const open = (item: AudienceItem): AudienceItem[] =>
  'saved' in item && (item.exclude ?? []).length === 0 ? item.include.flatMap(open) : [item];
