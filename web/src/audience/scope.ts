export type GroupKind = 'COMMUNITY' | 'GOTRA' | 'FAMILY' | 'SCHOOL' | 'COURSE';

/** A group that somebody may address, as `GET /audiences/scopes` tells it. */
export interface Scope {
  readonly id: string;
  readonly name: string;
  readonly kind: GroupKind;
  readonly parentId: string | null;
  readonly memberCount: number;
  readonly approvalAbove?: number | null;
}

export interface Tree {
  readonly roots: readonly Scope[];
  readonly byId: ReadonlyMap<string, Scope>;
  readonly below: ReadonlyMap<string, readonly Scope[]>;
}

/** Larger kinds first, then by name; a group whose parent is out of reach stands at the top. */
const KINDS: readonly GroupKind[] = ['COMMUNITY', 'GOTRA', 'FAMILY', 'SCHOOL', 'COURSE'];

export function treeOf(scopes: readonly Scope[], locale?: string): Tree {
  const byId = new Map(scopes.map((scope) => [scope.id, scope]));
  const collator = new Intl.Collator(locale);
  const sorted = scopes.toSorted(
    (a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || collator.compare(a.name, b.name),
  );
  const parentOf = ({ parentId }: Scope) => (parentId !== null && byId.has(parentId) ? parentId : null);
  const below = Map.groupBy(sorted, parentOf);
  return {
    roots: below.get(null) ?? [],
    byId,
    below: new Map([...below].flatMap(([id, groups]) => (id === null ? [] : [[id, groups] as const]))),
  };
}

/** The group itself, then what is above it, the nearest first. */
export function upwards(tree: Tree, id: string): readonly string[] {
  const path: string[] = [];
  for (let at = tree.byId.get(id); at !== undefined; at = tree.byId.get(at.parentId ?? '')) path.push(at.id);
  return path;
}
