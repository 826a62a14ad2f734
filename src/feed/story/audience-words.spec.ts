import { expect, test } from 'vitest';
import type { AudienceItem } from '../../audience/audience.js';
import { audienceWords } from './audience-words.js';

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
