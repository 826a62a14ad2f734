import type { Choice } from '../audience/expression';
import type { Scope, Tree } from '../audience/scope';
import { tidied } from '../audience/ticks';
import type { Topic } from '../audience/saved';

/** What the people chosen have in common, for a sentence about them. */
export type Place =
  | { readonly is: 'group'; readonly group: Scope; readonly without: readonly Scope[] }
  | { readonly is: 'topic'; readonly title: string }
  | { readonly is: 'groups'; readonly count: number; readonly without: readonly Scope[] }
  | { readonly is: 'mixed' };

export function placeOf(tree: Tree, topics: readonly Topic[], choice: Choice): Place {
  const marks = Object.entries(tidied(tree, choice.marks));
  const named = (mark: 'in' | 'out') =>
    marks.flatMap(([id, is]) => (is === mark ? (tree.byId.get(id) ?? []) : []));
  const groups = named('in');
  const [group] = groups;
  const others = choice.topics.length + choice.saved.length;
  if (group === undefined && others === 1) {
    const topic = topics.find(({ name }) => name === choice.topics[0]);
    return topic === undefined ? { is: 'mixed' } : { is: 'topic', title: topic.title };
  }
  if (group === undefined || others > 0) return { is: 'mixed' };
  return groups.length === 1
    ? { is: 'group', group, without: named('out') }
    : { is: 'groups', count: groups.length, without: named('out') };
}
