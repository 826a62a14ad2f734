import { expect, test } from 'vitest';
import type { AudienceItem } from '../../audience/audience.js';
import { audienceWords, chosenByWords } from './audience-words.js';

const groupNames = { patel: 'Patel family', kashyap: 'Kashyap' };
const patel = { group: 'patel' };

test.each<[AudienceItem[], AudienceItem[], string]>([
  [[], [], 'nobody'],
  [[patel], [], 'everybody of Patel family'],
  [
    [{ group: 'kashyap', roles: ['FAMILY_HEAD', 'GOTRA_HEAD'], subgroups: true }],
    [],
    'each FAMILY_HEAD and GOTRA_HEAD of Kashyap and of the groups below it',
  ],
  [[{ group: 'lost' }], [], 'everybody of a group that is gone'],
  [[{ users: ['a'] }, { users: ['a', 'b'] }], [], 'one person by name and 2 people by name'],
  [[patel], [{ users: ['a'], sender: true }], 'everybody of Patel family, without whoever sent it'],
  [[{ topic: 'news', topicId: 'x', ...patel }], [], 'who follows news'],
  [
    [{ saved: 'x', name: 'The difficult ones', include: [patel], exclude: [{ users: ['a'] }] }],
    [],
    'a saved audience (everybody of Patel family, without one person by name)',
  ],
  [
    [{ missed: ['m'], channels: ['SMS'], include: [patel] }],
    [],
    'whom an earlier message had not reached (everybody of Patel family)',
  ],
  [[{ campaign: 'c' }], [], 'the people of a list'],
])('%j without %j is %s', (include, exclude, expected) => {
  expect(audienceWords({ audience: { include, exclude }, groupNames })).toBe(expected);
});

test.each<[AudienceItem[], number, string | undefined]>([
  [[patel, { users: ['a'] }], 1, 'one person by name'],
  [[{ group: 'kashyap', subgroups: true }, patel], 0, 'everybody of Kashyap and of the groups below it'],
  // What stands alone is opened.
  [[{ saved: 'x', name: 'Mine', include: [patel, { users: ['a'] }] }], 0, 'everybody of Patel family'],
  [
    [{ missed: ['m'], channels: ['SMS'], include: [patel, { topic: 'news', topicId: 'x', group: 'patel' }] }],
    1,
    'who follows news',
  ],
  [
    [patel, { saved: 'x', name: 'Mine', include: [{ users: ['a', 'b'] }] }],
    1,
    'a saved audience (2 people by name)',
  ],
  [[patel], 3, undefined],
])('of %j the one at %i is %s', (include, place, expected) => {
  expect(chosenByWords({ audience: { include }, groupNames }, place)).toBe(expected);
});
