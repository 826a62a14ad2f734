import { expect, test } from 'vitest';
import type { AppError } from '../platform/errors/app-error.js';
import { readChoice } from './choice.js';

const ID = '01937b6e-7c00-7000-8000-00000000000a';

test.each<[string, unknown, unknown]>([
  ['a group', { include: [{ group: ID }] }, { include: [{ group: ID }], exclude: [] }],
  [
    'a group with all that is said of one',
    { include: [{ group: ID.toUpperCase(), roles: ['family_head'], subgroups: true }] },
    { include: [{ group: ID, roles: ['FAMILY_HEAD'], subgroups: true }], exclude: [] },
  ],
  [
    'only who joined it',
    { include: [{ group: ID, subgroups: false }] },
    { include: [{ group: ID }], exclude: [] },
  ],
  [
    'people without a role',
    { include: [{ users: [ID] }], exclude: [{ role: 'member' }] },
    { include: [{ users: [ID] }], exclude: [{ role: 'MEMBER' }] },
  ],
  [
    'somebody named twice',
    { include: [{ users: [ID, ID.toUpperCase()] }] },
    { include: [{ users: [ID] }], exclude: [] },
  ],
  [
    'a saved one without who sends it',
    { include: [{ saved: ID.toUpperCase() }], exclude: [{ sender: true }] },
    { include: [{ saved: ID }], exclude: [{ sender: true }] },
  ],
  [
    'a topic',
    { include: [{ topic: ' School-News ' }] },
    { include: [{ topic: 'school-news' }], exclude: [] },
  ],
  ['nobody', { include: [] }, { include: [], exclude: [] }],
])('%s', (_what, audience, expected) => {
  expect(readChoice(audience)).toEqual(expected);
});

test.each<[string, unknown, string]>([
  ['no object', 'everybody', 'audience'],
  ['a list', [{ group: ID }], 'audience'],
  ['no include', { exclude: [] }, 'audience.include'],
  ['an unknown field', { include: [], only: 'me' }, 'audience'],
  ['an item that is none', { include: ['all'] }, 'audience.include[0]'],
  ['an empty item', { include: [{ group: ID }, {}] }, 'audience.include[1]'],
  ['two in one item', { include: [{ group: ID, users: [ID] }] }, 'audience.include[0]'],
  ['a group that is no id', { include: [{ group: 'Patel' }] }, 'audience.include[0].group'],
  ['an unknown field of an item', { include: [{ group: ID, role: 'MEMBER' }] }, 'audience.include[0]'],
  ['an unknown role', { include: [{ group: ID, roles: ['KING'] }] }, 'audience.include[0].roles[0]'],
  ['no roles', { include: [{ group: ID, roles: [] }] }, 'audience.include[0].roles'],
  ['subgroups as text', { include: [{ group: ID, subgroups: 'yes' }] }, 'audience.include[0].subgroups'],
  ['a person that is no id', { include: [{ users: [ID, 7] }] }, 'audience.include[0].users[1]'],
  ['a flaw in exclude', { include: [], exclude: [{ role: 5 }] }, 'audience.exclude[0].role'],
  ['a saved one by name', { include: [{ saved: 'Elders' }] }, 'audience.include[0].saved'],
  ['a topic that is no name', { include: [{ topic: 'School news' }] }, 'audience.include[0].topic'],
  ['who does not send it', { include: [{ sender: false }] }, 'audience.include[0].sender'],
  ['what only a message may hold', { include: [{ missed: [ID], channels: ['SMS'] }] }, 'audience.include[0]'],
  [
    'a saved one with people of its own',
    { include: [{ saved: ID, include: [{ users: [ID] }] }] },
    'audience.include[0]',
  ],
  ["a campaign's people", { include: [{ campaign: ID }] }, 'audience.include[0]'],
  ['too many items', { include: Array.from({ length: 51 }, () => ({ group: ID })) }, 'audience.include'],
])('%s is refused', (_what, audience, path) => {
  const refusal = () => {
    try {
      return readChoice(audience);
    } catch (error) {
      return error as AppError;
    }
  };
  expect(refusal()).toMatchObject({
    status: 400,
    errors: expect.arrayContaining([{ path, message: expect.any(String) }]),
  });
});
