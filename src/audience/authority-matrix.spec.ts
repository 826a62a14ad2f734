import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  communities,
  TREE,
  type Communities,
  type GroupName,
  type PersonName,
} from '../../test/support/communities.js';
import { testDatabase } from '../../test/support/database.js';
import type { AppError } from '../platform/errors/app-error.js';
import { Database } from '../platform/database/database.js';
import type { Asked } from './asked.js';
import { Audiences } from './audiences.js';
import { mayAddressSomebody, outOfReach, placeOfRole, type Paths, type Standing } from './authority.js';

/** In the order of the columns. */
const WHO = ['admin', 'community head', 'community subhead', 'gotra head', 'family head', 'member'] as const;
type Who = (typeof WHO)[number];

/** yes: the people are theirs to address. no: 403. what: 422, because it is not clear whom they mean. */
type Verdict = 'yes' | 'no' | 'what';
const row = (...verdicts: Verdict[]): Record<Who, Verdict> =>
  Object.fromEntries(WHO.map((who, index) => [who, verdicts[index]])) as Record<Who, Verdict>;

/** Everything that somebody may want to address, and who of them may. A name of the tree is that group. */
const MATRIX = {
  //                                      admin, community head, subhead, gotra head, family head, member
  community: row('yes', 'yes', 'yes', 'no', 'no', 'no'),
  gotra: row('yes', 'yes', 'yes', 'yes', 'no', 'no'),
  'other gotra': row('yes', 'yes', 'yes', 'no', 'no', 'no'),
  family: row('yes', 'yes', 'yes', 'yes', 'yes', 'no'),
  'sister family': row('yes', 'yes', 'yes', 'yes', 'no', 'no'),
  'far family': row('yes', 'yes', 'yes', 'no', 'no', 'no'),
  school: row('yes', 'yes', 'yes', 'no', 'no', 'no'),
  course: row('yes', 'yes', 'yes', 'no', 'no', 'no'),
  'foreign community': row('yes', 'no', 'no', 'no', 'no', 'no'),
  'foreign family': row('yes', 'no', 'no', 'no', 'no', 'no'),
  'a role alone': row('what', 'yes', 'yes', 'what', 'yes', 'no'),
  'a person of the family': row('yes', 'yes', 'yes', 'yes', 'yes', 'no'),
  'a person of the sister family': row('yes', 'yes', 'yes', 'yes', 'no', 'no'),
  'a person of the other gotra': row('yes', 'yes', 'yes', 'no', 'no', 'no'),
  'a person of another community': row('yes', 'no', 'no', 'no', 'no', 'no'),
  'a person there is not': row('what', 'no', 'no', 'no', 'no', 'no'),
  'a group there is not': row('what', 'no', 'no', 'no', 'no', 'no'),
  'a saved one of the family': row('yes', 'yes', 'yes', 'yes', 'yes', 'no'),
  'a saved one with a foreign group': row('yes', 'no', 'no', 'no', 'no', 'no'),
  "somebody else's saved one": row('what', 'what', 'what', 'what', 'what', 'no'),
  'a topic of the family': row('yes', 'yes', 'yes', 'yes', 'yes', 'no'),
  'a topic of the community': row('yes', 'yes', 'yes', 'no', 'no', 'no'),
  'a topic of another community': row('yes', 'no', 'no', 'no', 'no', 'no'),
  'a topic there is not': row('what', 'no', 'no', 'no', 'no', 'no'),
} as const;
type What = keyof typeof MATRIX;
const CELLS = (Object.keys(MATRIX) as What[]).flatMap((what) =>
  WHO.map((who): [Who, What, Verdict] => [who, what, MATRIX[what][who]]),
);

const isGroup = (what: string): what is GroupName => what in TREE;
const NOWHERE = '01937b6e-7c00-7000-8000-000000000001';

/** The same decided without a database, for what needs none. */
const PATHS: Paths = new Map((Object.keys(TREE) as GroupName[]).map((name) => [name, pathOf(name)]));
const STANDINGS: Record<Who, Standing> = {
  admin: { admin: true, offices: [] },
  'community head': { admin: false, offices: [{ groupId: 'community', kind: 'COMMUNITY' }] },
  'community subhead': { admin: false, offices: [{ groupId: 'community', kind: 'COMMUNITY' }] },
  'gotra head': { admin: false, offices: [{ groupId: 'gotra', kind: 'GOTRA' }] },
  'family head': { admin: false, offices: [{ groupId: 'family', kind: 'FAMILY' }] },
  member: { admin: false, offices: [] },
};

function pathOf(name: GroupName): string[] {
  const [, above] = TREE[name];
  return above === null ? [name] : [name, ...pathOf(above)];
}

test.each(CELLS.filter(([, what]) => isGroup(what)))(
  'decided purely: %s to %s: %s',
  (who, what, expected) => {
    expect(outOfReach(STANDINGS[who], [what], PATHS)).toEqual(expected === 'yes' ? [] : [what]);
  },
);

test.each(CELLS.filter(([, what]) => what === 'a role alone'))(
  'decided purely: %s to %s: %s',
  (who, _what, expected) => {
    const standing = STANDINGS[who];
    const place = placeOfRole(standing, ['community', 'foreign community']);
    expect(mayAddressSomebody(standing) ? (place ? 'yes' : 'what') : 'no').toBe(expected);
  },
);

let database: Database;
let audiences: Audiences;
let two: Communities;
const saved = new Map<string, string>();

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
  audiences = new Audiences(database);
  two = await communities(database);
  for (const topic of ['family', 'community', 'foreign family'] as const) {
    await database.query(
      `INSERT INTO topics (name, group_id, title, created_by_id) VALUES ($1, $2, 'News', $3)`,
      [`of-the-${topic.replace(' ', '-')}`, two.id(topic), two.id('admin')],
    );
  }
  for (const owner of [...WHO, 'foreign head'] as const) {
    await save(owner, 'family');
    await save(owner, 'family', 'foreign family');
  }
});
afterAll(() => database?.onApplicationShutdown());

async function save(owner: PersonName, ...groups: GroupName[]): Promise<void> {
  const audience = { include: groups.map((name) => ({ group: two.id(name) })), exclude: [] };
  const [made] = await database.query<{ id: string }>(
    'INSERT INTO saved_audiences (owner_id, name, audience) VALUES ($1, $2, $3) RETURNING id',
    [two.id(owner), groups.join(' and '), JSON.stringify(audience)],
  );
  saved.set(`${owner}: ${groups.join(' and ')}`, made!.id);
}

const of = (item: object): Asked => ({ audience: { include: [item] } });

function askedFor(who: Who, what: What): Asked {
  if (isGroup(what)) return of({ group: two.id(what) });
  const others: Record<Exclude<What, GroupName>, Asked> = {
    'a role alone': { targetRole: 'MEMBER' },
    'a person of the family': { recipientIds: [two.id('member')] },
    'a person of the sister family': { recipientIds: [two.id('sister')] },
    'a person of the other gotra': { recipientIds: [two.id('far cousin')] },
    'a person of another community': { recipientIds: [two.id('foreigner')] },
    'a person there is not': { recipientIds: [two.id('member'), NOWHERE] },
    'a group there is not': of({ group: NOWHERE }),
    'a saved one of the family': of({ saved: saved.get(`${who}: family`) }),
    'a saved one with a foreign group': of({ saved: saved.get(`${who}: family and foreign family`) }),
    "somebody else's saved one": of({ saved: saved.get('foreign head: family') }),
    'a topic of the family': of({ topic: 'of-the-family' }),
    'a topic of the community': of({ topic: 'of-the-community' }),
    'a topic of another community': of({ topic: 'of-the-foreign-family' }),
    'a topic there is not': of({ topic: 'of-nobody' }),
  };
  return others[what];
}

const refusal = (who: Who, asked: Asked) =>
  audiences.chosenBy(two.as(who), asked).then(
    () => undefined,
    (error: unknown) => error as AppError,
  );

const STATUS = { yes: undefined, no: 403, what: 422 } as const;

test.each(CELLS)('%s to %s: %s', async (who, what, expected) => {
  const refused = await refusal(who, askedFor(who, what));
  expect(refused?.status).toBe(STATUS[expected]);
});

/** As `scopes` in a refusal: by kind and name. */
const SCOPES: Record<Exclude<Who, 'admin'>, GroupName[]> = {
  'community head': [
    'community',
    'gotra',
    'other gotra',
    'family',
    'far family',
    'sister family',
    'school',
    'course',
  ],
  'community subhead': [
    'community',
    'gotra',
    'other gotra',
    'family',
    'far family',
    'sister family',
    'school',
    'course',
  ],
  'gotra head': ['gotra', 'family', 'sister family'],
  'family head': ['family'],
  member: [],
};

test.each(CELLS.filter(([who, , expected]) => who !== 'admin' && expected !== 'yes'))(
  'what is refused is answered with the scopes there are: %s to %s',
  async (who, what) => {
    const refused = await refusal(who, askedFor(who, what));
    const scopes = refused?.also?.scopes as { name: string }[];
    expect(scopes.map(({ name }) => name)).toEqual(SCOPES[who as keyof typeof SCOPES]);
  },
);

test.each([
  ['include', (item: object) => ({ include: [item] })],
  ['exclude', (item: object) => ({ include: [{ group: two.id('family') }], exclude: [item] })],
])('a saved one counts item by item in %s, and is refused as one', async (list, within) => {
  const audience = within({ saved: saved.get('family head: family and foreign family') });
  const refused = await refusal('family head', { audience });
  expect(refused).toMatchObject({
    status: 403,
    detail: expect.stringContaining(two.id('foreign family')),
    errors: [{ path: `audience.${list}[0]` }],
  });
  expect(refused?.detail).not.toContain(two.id('family'));
});
