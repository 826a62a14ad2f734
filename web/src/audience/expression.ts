import type { Tree } from './scope';
import { tidied, type Marks } from './ticks';

export type GroupRole = 'COMMUNITY_HEAD' | 'COMMUNITY_SUBHEAD' | 'GOTRA_HEAD' | 'FAMILY_HEAD' | 'MEMBER';

interface GroupItem {
  readonly group: string;
  readonly roles?: readonly GroupRole[];
  readonly subgroups?: boolean;
}

/** An audience as requests say it. */
export type Item =
  | GroupItem
  | { readonly role: GroupRole }
  | { readonly users: readonly string[] }
  | { readonly saved: string }
  | { readonly topic: string }
  | { readonly sender: true };

export interface Audience {
  readonly include: readonly Item[];
  readonly exclude?: readonly Item[];
}

/** Of the groups ticked: everybody, only the heads of families, or only heads. */
export const WHO = {
  everybody: [],
  families: ['FAMILY_HEAD'],
  heads: ['COMMUNITY_HEAD', 'COMMUNITY_SUBHEAD', 'GOTRA_HEAD', 'FAMILY_HEAD'],
} as const satisfies Record<string, readonly GroupRole[]>;
export type Who = keyof typeof WHO;

/** What somebody chooses by ticks and switches. */
export interface Choice {
  readonly marks: Marks;
  readonly who: Who;
  readonly topics: readonly string[];
  /** Saved audiences taken as they are. */
  readonly saved: readonly string[];
  readonly withoutMe: boolean;
}

export const NOBODY: Choice = { marks: {}, who: 'everybody', topics: [], saved: [], withoutMe: false };

export function audienceOf(tree: Tree, choice: Choice): Audience {
  const marks = Object.entries(tidied(tree, choice.marks));
  const roles = WHO[choice.who];
  const groups = (mark: 'in' | 'out') => marks.flatMap(([id, is]) => (is === mark ? [id] : []));
  const include: Item[] = [
    ...groups('in').map((group) => ({ group, subgroups: true, ...(roles.length > 0 && { roles }) })),
    ...choice.topics.map((topic) => ({ topic })),
    ...choice.saved.map((saved) => ({ saved })),
  ];
  const exclude: Item[] = [
    // Whoever is taken out is so in every role.
    ...groups('out').map((group) => ({ group, subgroups: true })),
    ...(choice.withoutMe ? [{ sender: true as const }] : []),
  ];
  return exclude.length > 0 ? { include, exclude } : { include };
}

/** The ticks that say the same; null where ticks cannot say it. */
export function choiceOf(tree: Tree, { include, exclude = [] }: Audience): Choice | null {
  const marks: Record<string, 'in' | 'out'> = {};
  const who = new Set<Who>();
  const topics: string[] = [];
  const saved: string[] = [];
  for (const item of include) {
    if ('topic' in item) topics.push(item.topic);
    else if ('saved' in item) saved.push(item.saved);
    else if ('group' in item && isWhole(tree, item)) {
      const named = whoOf(item.roles ?? []);
      if (named === undefined) return null;
      who.add(named);
      marks[item.group] = 'in';
    } else return null;
  }
  let withoutMe = false;
  for (const item of exclude) {
    if ('sender' in item) withoutMe = true;
    else if ('group' in item && isWhole(tree, item) && (item.roles ?? []).length === 0)
      marks[item.group] = 'out';
    else return null;
  }
  if (who.size > 1 || !isFaithful(tree, marks, topics.length + saved.length > 0)) return null;
  const [only = 'everybody'] = who;
  return { marks: tidied(tree, marks), who: only, topics, saved, withoutMe };
}

/** Ticks mean a group with everybody below it. */
const isWhole = (tree: Tree, { group, subgroups }: GroupItem): boolean =>
  tree.byId.has(group) && (subgroups === true || !tree.below.has(group));

/** Taking a group out of a topic's followers cannot be seen in the tree, unless it is chosen there as well. */
function isFaithful(tree: Tree, marks: Marks, more: boolean): boolean {
  const kept = tidied(tree, marks);
  return !more || Object.entries(marks).every(([id, mark]) => mark === 'in' || kept[id] === 'out');
}

function whoOf(roles: readonly GroupRole[]): Who | undefined {
  const asked = roles.toSorted().join();
  return (Object.keys(WHO) as Who[]).find((who) => [...WHO[who]].sort().join() === asked);
}
