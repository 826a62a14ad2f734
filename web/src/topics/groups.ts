import { treeOf, type Scope, type Tree } from '../audience/scope';

/** For a list to choose from: every group under the one it belongs to, set in by its level. */
export function indented(
  scopes: readonly Scope[],
  locale?: string,
): readonly { readonly id: string; readonly label: string }[] {
  const tree = treeOf(scopes, locale);
  return lines(tree, tree.roots, 0);
}

const lines = (
  tree: Tree,
  groups: readonly Scope[],
  level: number,
): { readonly id: string; readonly label: string }[] =>
  groups.flatMap(({ id, name }) => [
    // A list of the browser keeps no plain spaces at the beginning of a line.
    { id, label: `${'\u2003'.repeat(level)}${name}` },
    ...lines(tree, tree.below.get(id) ?? [], level + 1),
  ]);
