import { expect, test } from 'vitest';
import { audienceOf, choiceOf, NOBODY, type Audience, type Choice } from './expression';
import { treeOf, type GroupKind, type Scope } from './scope';

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
  ...['a1', 'a2'].map((id) => group(id, 'FAMILY', 'A')),
  group('B', 'GOTRA', 'all'),
]);
const whole = (id: string) => ({ group: id, subgroups: true });

test.each<[string, Partial<Choice>, Audience]>([
  ['nobody', {}, { include: [] }],
  ['a gotra', { marks: { A: 'in' } }, { include: [whole('A')] }],
  [
    'a gotra but for a family',
    { marks: { A: 'in', a1: 'out' } },
    { include: [whole('A')], exclude: [whole('a1')] },
  ],
  [
    'the heads of its families',
    { marks: { A: 'in', a1: 'out' }, who: 'families' },
    { include: [{ ...whole('A'), roles: ['FAMILY_HEAD'] }], exclude: [whole('a1')] },
  ],
  [
    'all heads, without the sender',
    { marks: { all: 'in' }, who: 'heads', withoutMe: true },
    {
      include: [
        { ...whole('all'), roles: ['COMMUNITY_HEAD', 'COMMUNITY_SUBHEAD', 'GOTRA_HEAD', 'FAMILY_HEAD'] },
      ],
      exclude: [{ sender: true }],
    },
  ],
  [
    'a family, a topic and a saved choice',
    { marks: { a1: 'in' }, topics: ['songs'], saved: ['s1'] },
    { include: [whole('a1'), { topic: 'songs' }, { saved: 's1' }] },
  ],
])('%s, there and back', (_, chosen, audience) => {
  const choice = { ...NOBODY, ...chosen };
  expect(audienceOf(tree, choice)).toEqual(audience);
  expect(choiceOf(tree, audience)).toEqual(choice);
});

test.each<[string, Audience, Partial<Choice> | null]>([
  ['a family with no subgroups is a family', { include: [{ group: 'a1' }] }, { marks: { a1: 'in' } }],
  ['a family named beside its gotra', { include: [whole('a1'), whole('A')] }, { marks: { A: 'in' } }],
  [
    'a family that its gotra takes along',
    { include: [whole('all'), whole('a1')], exclude: [whole('A')] },
    { marks: { all: 'in', A: 'out' } },
  ],
  [
    'roles in another order',
    { include: [{ ...whole('A'), roles: ['FAMILY_HEAD'] }] },
    { marks: { A: 'in' }, who: 'families' },
  ],
  ['who joined the gotra itself', { include: [{ group: 'A' }] }, null],
  ['people by name', { include: [{ users: ['u1'] }] }, null],
  ['a role alone', { include: [{ role: 'FAMILY_HEAD' }] }, null],
  ['other roles', { include: [{ ...whole('A'), roles: ['MEMBER'] }] }, null],
  ['different roles', { include: [whole('A'), { ...whole('B'), roles: ['FAMILY_HEAD'] }] }, null],
  ['a group that is gone', { include: [whole('gone')] }, null],
  [
    'without some roles',
    { include: [whole('A')], exclude: [{ ...whole('a1'), roles: ['FAMILY_HEAD'] }] },
    null,
  ],
  ['followers but for a family', { include: [{ topic: 'songs' }], exclude: [whole('a1')] }, null],
])('%s', (_, audience, chosen) => {
  expect(choiceOf(tree, audience)).toEqual(chosen && { ...NOBODY, ...chosen });
});
