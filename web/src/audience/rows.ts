import type { Scope, Tree } from './scope';

/** A group as it stands in the tree at the moment. */
export interface Row {
  readonly scope: Scope;
  readonly level: number;
  /** Among its neighbours, from 1. */
  readonly place: number;
  readonly neighbours: number;
  /** Null where nothing is below it. */
  readonly open: boolean | null;
}

/** So many groups below one another are shown at most; who has more finds them by name. */
export const MOST_BELOW = 200;

export interface Shown {
  readonly rows: readonly Row[];
  /** Groups that would be shown if there were not so many. */
  readonly left: number;
}

/** What can be seen of the tree; with something sought, the groups of that name and the way to them. */
export function rowsOf(tree: Tree, open: ReadonlySet<string>, sought: string): Shown {
  const wanted = sought.trim().toLocaleLowerCase();
  const found = wanted === '' ? null : onTheWayTo(tree, wanted);
  const rows: Row[] = [];
  let left = 0;
  const walk = (groups: readonly Scope[], level: number) => {
    const here = found === null ? groups : groups.filter(({ id }) => found.has(id));
    left += Math.max(0, here.length - MOST_BELOW);
    here.slice(0, MOST_BELOW).forEach((scope, index) => {
      const below = tree.below.get(scope.id) ?? [];
      const opened = found === null ? open.has(scope.id) : below.some(({ id }) => found.has(id));
      rows.push({
        scope,
        level,
        place: index + 1,
        neighbours: here.length,
        open: below.length === 0 ? null : opened,
      });
      if (opened) walk(below, level + 1);
    });
  };
  walk(tree.roots, 1);
  return { rows, left };
}

function onTheWayTo(tree: Tree, wanted: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const scope of tree.byId.values()) {
    if (!scope.name.toLocaleLowerCase().includes(wanted)) continue;
    for (
      let at: Scope | undefined = scope;
      at !== undefined && !found.has(at.id);
      at = tree.byId.get(at.parentId ?? '')
    )
      found.add(at.id);
  }
  return found;
}

/** A small tree is seen as a whole at once; of a large one the uppermost groups. */
export function openAtFirst(tree: Tree): ReadonlySet<string> {
  const small = tree.byId.size <= 12;
  return new Set(small ? tree.below.keys() : tree.roots.map(({ id }) => id));
}
