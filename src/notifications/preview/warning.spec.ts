import { expect, test } from 'vitest';
import type { AudienceItem } from '../../audience/audience.js';
import { farWider, nameOf, usualOf, warningOf } from './warning.js';

test.each<[string, number[], number]>([
  ['nobody knows yet', [], 15],
  ['two messages say nothing', [400, 600], 15],
  ['three do', [2, 400, 5], 5],
  ['of an even number the smaller one in the middle', [1, 5, 9, 400], 5],
  ['one wide message among many', [5, 5, 400, 6, 7], 6],
])('what is usual: %s', (_what, counts, usual) => {
  expect(usualOf(counts)).toBe(usual);
});

test.each([
  [49, 1, false],
  [50, 1, true],
  [50, 16, true],
  [50, 17, false],
  [45, 15, false],
  [3_000, 1_000, false],
  [3_001, 1_000, true],
])('%i people are far wider than %i: %s', (count, usual, expected) => {
  expect(farWider(count, usual)).toBe(expected);
});

const names = new Map([
  ['k', 'Kashyap'],
  ['p', 'Patel family'],
  ['t', 'Yoga'],
  ['c', 'Fees'],
]);

test.each<[AudienceItem, string]>([
  [{ group: 'k' }, 'Kashyap'],
  [{ group: 'k', subgroups: true }, 'Kashyap with everybody below it'],
  [{ group: 'k', subgroups: true, roles: ['FAMILY_HEAD'] }, 'FAMILY_HEAD in Kashyap with everybody below it'],
  [{ group: 'p', roles: ['FAMILY_HEAD', 'MEMBER'] }, 'FAMILY_HEAD and MEMBER in Patel family'],
  [{ group: 'gone' }, 'a group'],
  [{ users: ['a', 'b'] }, '2 people named'],
  [{ users: ['a'], sender: true }, 'you'],
  [{ topic: 'yoga', topicId: 't', group: 'k' }, 'who follows Yoga'],
  [{ saved: 's', name: 'My street', include: [] }, 'My street'],
  [{ missed: ['m'], channels: ['SMS'], include: [] }, 'who did not get it'],
  [{ campaign: 'c' }, 'the list Fees'],
])('%o is called %s', (item, name) => {
  expect(nameOf(item, names)).toBe(name);
});

const include: AudienceItem[] = [{ group: 'p' }, { group: 'k', subgroups: true }, { users: ['a'] }];
const asked = { usual: 15, include, names };

test('a warning names what is so wide by itself', () => {
  expect(warningOf({ ...asked, recipientCount: 1_204, counts: [5, 1_200, 1] })).toEqual({
    usual: 15,
    recipientCount: 1_204,
    message:
      'This goes to 1,204 people; your messages usually go to about 15. That is because of Kashyap with everybody below it (1,200).',
    because: [{ item: 'include[1]', name: 'Kashyap with everybody below it', count: 1_200 }],
  });
});

test('or says that only its parts together are', () => {
  const warning = warningOf({ ...asked, recipientCount: 80, counts: [40, 40, 1] });
  expect(warning).toMatchObject({ because: [], message: expect.stringContaining('Together') });
});

test('what is as wide as ever is not warned of', () => {
  expect(warningOf({ ...asked, recipientCount: 45, counts: [5, 400, 1] })).toBeNull();
});
