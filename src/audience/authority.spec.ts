import { expect, test } from 'vitest';
import { mayAddressSomebody, outOfReach, placeOfRole, type Office, type Standing } from './authority.js';

/** Two communities; the first has a gotra of two families and a school with a course. */
const PATHS = new Map([
  ['community', ['community']],
  ['other community', ['other community']],
  ['gotra', ['gotra', 'community']],
  ['family', ['family', 'gotra', 'community']],
  ['other family', ['other family', 'gotra', 'community']],
  ['course', ['course', 'school', 'community']],
]);
const ALL = [...PATHS.keys()];

const headOf = (...offices: [Office['kind'], string][]): Standing => ({
  admin: false,
  offices: offices.map(([kind, groupId]) => ({ kind, groupId })),
});
const ADMIN: Standing = { admin: true, offices: [] };

test.each<[string, Standing, string[]]>([
  ['an ADMIN addresses any group', ADMIN, ALL],
  [
    "a community's head any group of it",
    headOf(['COMMUNITY', 'community']),
    ['community', 'gotra', 'family', 'other family', 'course'],
  ],
  [
    "a gotra's head the gotra and its families",
    headOf(['GOTRA', 'gotra']),
    ['gotra', 'family', 'other family'],
  ],
  ["a family's head the family", headOf(['FAMILY', 'family']), ['family']],
  [
    'who heads two of them both',
    headOf(['FAMILY', 'family'], ['COMMUNITY', 'other community']),
    ['other community', 'family'],
  ],
  ['a member no group', headOf(), []],
])('%s', (_who, standing, expected) => {
  const beyond = outOfReach(standing, ALL, PATHS);
  expect(ALL.filter((id) => !beyond.includes(id))).toEqual(expected);
  expect(mayAddressSomebody(standing)).toBe(expected.length > 0);
});

test.each([ADMIN, headOf(['COMMUNITY', 'community'])])(
  'nobody addresses a group that there is not',
  (standing) => {
    expect(outOfReach(standing, ['nowhere', 'family'], PATHS)).toEqual(['nowhere']);
  },
);

test.each<[string, Standing, string[], string | undefined]>([
  ['an ADMIN of one community', ADMIN, ['community'], 'community'],
  ['an ADMIN of several', ADMIN, ['community', 'other community'], undefined],
  ['an ADMIN of none', ADMIN, [], undefined],
  ["a community's head", headOf(['COMMUNITY', 'community']), [], 'community'],
  [
    'the head of two communities',
    headOf(['COMMUNITY', 'community'], ['COMMUNITY', 'other community']),
    [],
    undefined,
  ],
  [
    "a community's head who heads a family, too",
    headOf(['FAMILY', 'family'], ['COMMUNITY', 'community']),
    [],
    'community',
  ],
  ["a gotra's head", headOf(['GOTRA', 'gotra']), [], undefined],
  ["a gotra's head who heads a family, too", headOf(['GOTRA', 'gotra'], ['FAMILY', 'family']), [], undefined],
  ["a family's head", headOf(['FAMILY', 'family']), [], 'family'],
  ['the head of two families', headOf(['FAMILY', 'family'], ['FAMILY', 'other family']), [], undefined],
])('a role named by %s', (_who, standing, communities, place) => {
  expect(placeOfRole(standing, communities)).toBe(place);
});
