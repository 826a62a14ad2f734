import { describe, expect, test } from 'vitest';
import { treeOf, type GroupKind, type Scope } from './scope';
import { ticksOf, tidied, toggle, type Marks } from './ticks';

const group = (id: string, kind: GroupKind, parentId: string | null): Scope => ({
  id,
  name: id,
  kind,
  parentId,
  memberCount: 1,
});
const tree = treeOf([
  group('all', 'COMMUNITY', null),
  group('A', 'GOTRA', 'all'),
  group('B', 'GOTRA', 'all'),
  ...['a1', 'a2', 'a3'].map((id) => group(id, 'FAMILY', 'A')),
  ...['b1', 'b2'].map((id) => group(id, 'FAMILY', 'B')),
]);

const press = (...ids: string[]): Marks => ids.reduce<Marks>((marks, id) => toggle(tree, marks, id), {});

test.each<[string, string[], Marks]>([
  ['nothing', [], {}],
  ['a gotra', ['A'], { A: 'in' }],
  ['a gotra, twice', ['A', 'A'], {}],
  ['a gotra but for a family', ['A', 'a1'], { A: 'in', a1: 'out' }],
  ['the family put back', ['A', 'a1', 'a1'], { A: 'in' }],
  ['a family, then its gotra', ['a1', 'A'], { A: 'in' }],
  ['a gotra of which some are out becomes whole', ['A', 'a1', 'A'], { A: 'in' }],
  ['everybody but a gotra', ['all', 'A'], { all: 'in', A: 'out' }],
  ['… and then one family of it after all', ['all', 'A', 'a2'], { all: 'in', a1: 'out', a3: 'out' }],
  ['… and the gotra again as a whole', ['all', 'A', 'a2', 'A'], { all: 'in' }],
  ['two families', ['a1', 'b2'], { a1: 'in', b2: 'in' }],
])('%s', (_, presses, marks) => {
  expect(press(...presses)).toEqual(marks);
});

describe('boxes', () => {
  test.each<[string[], string, string]>([
    [['A'], 'all:some A:on a1:on a2:on B:off b1:off', 'a gotra'],
    [['A', 'a1'], 'all:some A:some a1:off a2:on B:off b1:off', 'a gotra but for a family'],
    [['all', 'A'], 'all:some A:off a1:off a2:off B:on b1:on', 'everybody but a gotra'],
    [['all', 'A', 'a2'], 'all:some A:some a1:off a2:on B:on b1:on', 'one family of it after all'],
  ])('after %j', (presses, look) => {
    const tick = ticksOf(tree, press(...presses));
    expect(['all', 'A', 'a1', 'a2', 'B', 'b1'].map((id) => `${id}:${tick(id)}`).join(' ')).toBe(look);
  });
});

test('whatever is pressed, nothing is chosen below what was taken out, and a press does what its box promises', () => {
  const ids = [...tree.byId.keys()];
  let seed = 7;
  const next = (below: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  let marks: Marks = {};
  for (let step = 0; step < 500; step += 1) {
    const id = ids[next(ids.length)] ?? '';
    const before = ticksOf(tree, marks)(id);
    marks = toggle(tree, marks, id);
    expect(ticksOf(tree, marks)(id)).toBe(before === 'on' ? 'off' : 'on');
    expect(tidied(tree, marks)).toEqual(marks);
  }
});
