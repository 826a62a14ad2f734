import type { FieldError } from '../platform/errors/app-error.js';
import {
  eachOnce,
  MAX_PEOPLE_NAMED,
  readChoice,
  type Choice,
  type ChoiceItem,
  type GroupRole,
} from './choice.js';

/** What a request says about its audience: one of these, or it is refused. */
export interface Asked {
  audience?: unknown;
  targetRole?: GroupRole;
  recipientIds?: readonly string[];
}

/** The names of those that were given. */
export const given = (asked: Asked): (keyof Asked)[] =>
  (['audience', 'targetRole', 'recipientIds'] as const).filter((name) => asked[name] != null);

/** Undefined where nothing was said. */
export function choiceOf({ audience, targetRole, recipientIds }: Asked): Choice | undefined {
  if (targetRole != null) return { include: [{ role: targetRole }], exclude: [] };
  if (recipientIds != null)
    return { include: recipientIds.length > 0 ? [{ users: eachOnce(recipientIds) }] : [], exclude: [] };
  return audience == null ? undefined : readChoice(audience);
}

/** A saved audience with what it stands for. */
export interface Saved {
  id: string;
  name: string;
  audience: Choice;
}

/** An item, and where in the request it stands; those of a saved one stand where that one does. */
export interface Placed {
  path: string;
  item: ChoiceItem;
}

/** Each item of a choice. */
export function placed({ include, exclude }: Choice, [only]: readonly (keyof Asked)[]): Placed[] {
  const each = (name: 'include' | 'exclude') => (item: ChoiceItem, index: number) => ({
    path: only === undefined || only === 'audience' ? `audience.${name}[${index}]` : only,
    item,
  });
  return [...include.map(each('include')), ...exclude.map(each('exclude'))];
}

/** The same with the items of the saved ones instead of those. */
export const unfolded = (items: readonly Placed[], saved: ReadonlyMap<string, Saved>): Placed[] =>
  items.flatMap(({ path, item }) => {
    if (!('saved' in item)) return { path, item };
    const { include = [], exclude = [] } = saved.get(item.saved)?.audience ?? {};
    return [...include, ...exclude].map((inner) => ({ path, item: inner }));
  });

/** One item names so many at most, and so do all of them together. */
export function tooManyNamed(items: readonly Placed[]): FieldError[] {
  const named = items.reduce((sum, { item }) => sum + ('users' in item ? item.users.length : 0), 0);
  if (named <= MAX_PEOPLE_NAMED) return [];
  return [{ path: 'audience', message: `names ${named} people one by one; ${MAX_PEOPLE_NAMED} at most` }];
}

/** As many as one audience can hold by itself, and some more. Who is left out is sought in each part, so more would take minutes. */
const MAX_ITEMS_IN_ALL = 120;

/** Of several saved ones, each of which may be as long as an audience can be. */
export function tooManyItems(items: readonly Placed[]): FieldError[] {
  if (items.length <= MAX_ITEMS_IN_ALL) return [];
  return [
    {
      path: 'audience',
      message: `has ${items.length} items with those of the saved ones; ${MAX_ITEMS_IN_ALL} at most`,
    },
  ];
}
