import { expect, test } from 'vitest';
import { rowsOf } from './rows';
import { treeOf, type GroupKind, type Scope } from './scope';
import { onward, type Step } from './treeKeys';

const group = (id: string, kind: GroupKind, parentId: string | null): Scope => ({
  id,
  name: id,
  kind,
  parentId,
  memberCount: 1,
});
const tree = treeOf([
  group('All', 'COMMUNITY', null),
  group('Kashyap', 'GOTRA', 'All'),
  group('Patel', 'FAMILY', 'Kashyap'),
  group('Parekh', 'FAMILY', 'Kashyap'),
  group('Vashishtha', 'GOTRA', 'All'),
  group('Mehta', 'FAMILY', 'Vashishtha'),
]);
/** All, Kashyap, Parekh, Patel, Vashishtha (closed). */
const { rows } = rowsOf(tree, new Set(['All', 'Kashyap']), '');

test.each<[string, string, Step | null]>([
  ['All', 'ArrowDown', { to: 'Kashyap' }],
  ['All', 'ArrowUp', { to: 'All' }],
  ['Vashishtha', 'ArrowDown', { to: 'Vashishtha' }],
  ['Vashishtha', 'ArrowRight', { unfold: true }],
  ['Kashyap', 'ArrowRight', { to: 'Parekh' }],
  ['Kashyap', 'ArrowLeft', { unfold: false }],
  ['Patel', 'ArrowLeft', { to: 'Kashyap' }],
  ['Patel', 'ArrowRight', {}],
  ['Patel', ' ', { press: true }],
  ['Patel', 'Home', { to: 'All' }],
  ['All', 'End', { to: 'Vashishtha' }],
  ['All', 'p', { to: 'Parekh' }],
  ['Parekh', 'p', { to: 'Patel' }],
  ['Patel', 'p', { to: 'Parekh' }],
  ['Patel', 'Tab', null],
])('on %s, the key %j', (at, key, step) => {
  const current = rows.find(({ scope }) => scope.id === at);
  expect(current && onward(key, rows, current)).toEqual(step);
});

test('what is sought is shown with the way to it, opened or not', () => {
  const found = rowsOf(tree, new Set(), 'meh').rows.map(({ scope, level }) => `${level} ${scope.id}`);
  expect(found).toEqual(['1 All', '2 Vashishtha', '3 Mehta']);
});
