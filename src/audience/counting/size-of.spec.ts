import { expect, test } from 'vitest';
import type { QueryResultRow } from 'pg';
import type { Audience, AudienceItem } from '../audience.js';
import { simplified } from './covering.js';
import type { GroupFacts } from './group-facts.sql.js';
import { sizeOf } from './size-of.js';

/** A large community with two gotras, of which the first one has a family. */
const GROUPS: Record<string, GroupFacts> = {
  community: { path: ['community'], joined: 3, reached: 1_000_000 },
  gotra: { path: ['gotra', 'community'], joined: 2, reached: 400_000 },
  'other gotra': { path: ['other gotra', 'community'], joined: 2, reached: 500_000 },
  family: { path: ['family', 'gotra', 'community'], joined: 5, reached: 5 },
};
const known = new Map(Object.entries(GROUPS));

const below = { subgroups: true } as const;
const community = { group: 'community', ...below };
const gotra = { group: 'gotra', ...below };
const otherGotra = { group: 'other gotra', ...below };
const family = { group: 'family' };
const heads: AudienceItem = { group: 'community', roles: ['FAMILY_HEAD'], ...below };
const sender: AudienceItem = { users: ['a'], sender: true };
const topic: AudienceItem = { topic: 'news', topicId: 't', group: 'gotra' };
const saved = (audience: Audience): AudienceItem => ({ saved: 's', name: 'Any', ...audience });

test.each<[string, Audience, Required<Audience>]>([
  [
    'a group twice, and below another one',
    { include: [family, community, gotra, community] },
    { include: [community], exclude: [] },
  ],
  ['a role of a group that is there', { include: [heads, community] }, { include: [community], exclude: [] }],
  [
    'a role among more roles',
    {
      include: [
        { ...gotra, roles: ['FAMILY_HEAD'] },
        { ...community, roles: ['MEMBER', 'FAMILY_HEAD'] },
      ],
    },
    { include: [{ ...community, roles: ['MEMBER', 'FAMILY_HEAD'] }], exclude: [] },
  ],
  [
    'who joined a group, and not whom it reaches',
    { include: [{ group: 'gotra' }, family] },
    { include: [{ group: 'gotra' }, family], exclude: [] },
  ],
  ["a topic of somebody's group", { include: [topic, gotra] }, { include: [gotra], exclude: [] }],
  ["a topic is not its group's head", { include: [topic, heads] }, { include: [topic, heads], exclude: [] }],
  [
    'what is left out as a whole',
    { include: [family, otherGotra], exclude: [gotra] },
    { include: [otherGotra], exclude: [gotra] },
  ],
  [
    'who is named in several lists',
    { include: [{ users: ['a', 'b'] }, family, { users: ['b', 'c'] }] },
    { include: [family, { users: ['a', 'b', 'c'] }], exclude: [] },
  ],
  [
    'a saved one that leaves nobody out',
    { include: [saved({ include: [family, saved({ include: [gotra] })] })] },
    { include: [gotra], exclude: [] },
  ],
  [
    'a saved one by itself with whom it leaves out',
    { include: [saved({ include: [community], exclude: [family] })], exclude: [{ users: ['a'] }] },
    { include: [community], exclude: [family, { users: ['a'] }] },
  ],
  [
    'a saved one besides others keeps whom it leaves out',
    { include: [saved({ include: [gotra], exclude: [family] }), heads] },
    { include: [saved({ include: [gotra], exclude: [family] }), heads], exclude: [] },
  ],
  [
    'but not in a group that covers it',
    { include: [saved({ include: [gotra], exclude: [family] }), community] },
    { include: [community], exclude: [] },
  ],
])('%s is said in fewer words', (_what, audience, expected) => {
  expect(simplified(audience, known)).toEqual(expected);
});

/** What the database is asked for the count of an audience, with whatever it is given. */
async function asked(audience: Audience): Promise<{ text: string; values: unknown[] }> {
  const asks: { text: string; values: unknown[] }[] = [];
  const query = <Row extends QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> => {
    asks.push({ text, values });
    const rows = text.includes('AS path')
      ? Object.entries(GROUPS).map(([id, facts]) => ({ id, ...facts }))
      : [];
    return Promise.resolve(rows as unknown as Row[]);
  };
  await sizeOf({ query }, audience);
  return asks.at(-1)!;
}

test.each<[string, Audience]>([
  ['a community', { include: [community] }],
  ['who joined it', { include: [{ group: 'community' }] }],
  ['several groups below it, too', { include: [gotra, community, family] }],
  ['a community without a gotra', { include: [community], exclude: [gotra] }],
  ['a community without a gotra and a family of it', { include: [community], exclude: [family, gotra] }],
  ['a saved one of it', { include: [saved({ include: [community], exclude: [gotra] })] }],
])('nobody is walked to count %s', async (_what, audience) => {
  const { text } = await asked(audience);
  expect(text).toContain('group_sizes');
  expect(text).not.toContain('group_members');
});

test.each<[string, Audience, string[], string[]]>([
  ['a community without its sender', { include: [community], exclude: [sender] }, ['users'], ['included']],
  ['a community and a stranger', { include: [community, { users: ['b'] }] }, ['users'], ['included']],
  [
    'a family without the heads of everywhere: the family',
    { include: [family], exclude: [heads] },
    ['included'],
    ['group_sizes'],
  ],
  [
    'a gotra without who follows a topic of it',
    { include: [gotra], exclude: [topic] },
    ['following'],
    ['included'],
  ],
])('as few as can be are walked to count %s', async (_what, audience, walked, spared) => {
  const { text } = await asked(audience);
  for (const each of walked) expect(text).toContain(each);
  for (const each of spared) expect(text).not.toContain(each);
});
