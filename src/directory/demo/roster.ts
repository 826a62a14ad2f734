import { DEMO_DOMAIN } from '../../identity/demo-domain.js';
import type { Role } from '../../identity/roles.js';
import type { GroupKind } from '../groups/group-kinds.js';
import type { Locale } from '../locales.js';
import { FAMILIES } from './families.js';
import { COMMUNITY, GOTRAS, LOGINS, OPERATOR, SCHOOL } from './offices.js';

export interface DemoPerson {
  name: string;
  email: string;
  phone: string | null;
  role: 'ADMIN' | 'MEMBER';
  locale: Locale;
  timezone: string;
}

interface DemoGroup {
  name: string;
  kind: GroupKind;
  parent: string | null;
}

/** Groups and people are told apart by their names, which are unique here. */
interface DemoMembership {
  group: string;
  person: string;
  role: Role;
}

const familyOf = (surname: string) => `${surname} family`;

export const PEOPLE: readonly DemoPerson[] = [
  { name: OPERATOR, locale: 'en' as const, timezone: 'Asia/Kolkata' },
  ...FAMILIES.flatMap(({ surname, timezone, people }) =>
    Object.entries(people).map(([first, locale]) => ({ name: `${first} ${surname}`, locale, timezone })),
  ),
].map((person, index) => ({
  ...person,
  email: `${LOGINS[person.name] ?? person.name.toLowerCase().replace(' ', '.')}@${DEMO_DOMAIN}`,
  phone: phoneOf(person.name, index),
  role: person.name === OPERATOR ? 'ADMIN' : 'MEMBER',
}));

/** +1 … 555-0100 to 0199 are set aside for fiction; India sets none aside, so everybody has one of these. */
function phoneOf(name: string, index: number): string | null {
  const hasNone = index % 12 === 5 && !(name in LOGINS);
  return hasNone ? null : `+1${index % 2 === 0 ? '732' : '201'}5550${100 + index}`;
}

export const GROUPS: readonly DemoGroup[] = [
  { name: COMMUNITY.name, kind: 'COMMUNITY', parent: null },
  ...GOTRAS.map(({ name }) => ({ name, kind: 'GOTRA' as const, parent: COMMUNITY.name })),
  ...FAMILIES.map(({ gotra, surname }) => ({
    name: familyOf(surname),
    kind: 'FAMILY' as const,
    parent: gotra,
  })),
  { name: SCHOOL.name, kind: 'SCHOOL', parent: COMMUNITY.name },
  ...SCHOOL.courses.map(({ name }) => ({ name, kind: 'COURSE' as const, parent: SCHOOL.name })),
];

export const MEMBERSHIPS: readonly DemoMembership[] = [
  { group: COMMUNITY.name, person: OPERATOR, role: 'MEMBER' },
  { group: COMMUNITY.name, person: COMMUNITY.head, role: 'COMMUNITY_HEAD' },
  { group: COMMUNITY.name, person: COMMUNITY.subhead, role: 'COMMUNITY_SUBHEAD' },
  ...GOTRAS.map(({ name, head }) => ({ group: name, person: head, role: 'GOTRA_HEAD' as const })),
  ...FAMILIES.flatMap(({ surname, people }) =>
    Object.keys(people).map((first, index) => ({
      group: familyOf(surname),
      person: `${first} ${surname}`,
      role: index === 0 ? ('FAMILY_HEAD' as const) : ('MEMBER' as const),
    })),
  ),
  ...SCHOOL.courses.flatMap(({ name, students }) =>
    students.map((person) => ({ group: name, person, role: 'MEMBER' as const })),
  ),
];
