import { Groups } from '../../src/directory/groups/groups.js';
import type { GroupKind } from '../../src/directory/groups/group-kinds.js';
import type { Caller } from '../../src/identity/caller.js';
import type { Role } from '../../src/identity/roles.js';
import type { Database } from '../../src/platform/database/database.js';

/** Of two communities: each group's kind, and what it is below. */
export const TREE = {
  community: ['COMMUNITY', null],
  gotra: ['GOTRA', 'community'],
  family: ['FAMILY', 'gotra'],
  'sister family': ['FAMILY', 'gotra'],
  'other gotra': ['GOTRA', 'community'],
  'far family': ['FAMILY', 'other gotra'],
  school: ['SCHOOL', 'community'],
  course: ['COURSE', 'school'],
  'foreign community': ['COMMUNITY', null],
  'foreign gotra': ['GOTRA', 'foreign community'],
  'foreign family': ['FAMILY', 'foreign gotra'],
} as const satisfies Record<string, [GroupKind, string | null]>;
export type GroupName = keyof typeof TREE;

/** Who leads what, and one who belongs to each place without leading it. */
const PEOPLE = {
  admin: ['ADMIN', null],
  'community head': ['COMMUNITY_HEAD', 'community'],
  'community subhead': ['COMMUNITY_SUBHEAD', 'community'],
  'gotra head': ['GOTRA_HEAD', 'gotra'],
  'family head': ['FAMILY_HEAD', 'family'],
  member: ['MEMBER', 'family'],
  sister: ['MEMBER', 'sister family'],
  'far cousin': ['MEMBER', 'far family'],
  student: ['MEMBER', 'course'],
  'foreign head': ['COMMUNITY_HEAD', 'foreign community'],
  foreigner: ['MEMBER', 'foreign family'],
} as const satisfies Record<string, [Role, GroupName | null]>;
export type PersonName = keyof typeof PEOPLE;

export interface Communities {
  /** Ids, by the names of groups and of people. */
  id(name: GroupName | PersonName): string;
  as(person: PersonName): Caller;
}

/** Two communities with everybody that a rule of who may address whom can be about. */
export async function communities(database: Database): Promise<Communities> {
  const groups = new Groups(database);
  const ids = new Map<string, string>();
  for (const [name, [kind, parent]] of Object.entries(TREE)) {
    const group = await groups.create({ name, kind, parentId: parent === null ? null : ids.get(parent)! });
    ids.set(name, group.id);
  }
  for (const [name, [role, group]] of Object.entries(PEOPLE)) {
    const [row] = await database.query<{ id: string }>(
      'INSERT INTO users (name, role) VALUES ($1, $2::role) RETURNING id',
      [name, role],
    );
    ids.set(name, row!.id);
    if (group !== null) await groups.join(ids.get(group)!, row!.id, role);
  }
  const id = (name: string) => ids.get(name)!;
  const as = (name: PersonName): Caller => ({
    kind: 'member',
    userId: id(name),
    email: null,
    name,
    role: PEOPLE[name][0],
    locale: 'en',
    timezone: 'UTC',
  });
  return { id, as };
}
