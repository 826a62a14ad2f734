export const ROLES = [
  'ADMIN',
  'COMMUNITY_HEAD',
  'COMMUNITY_SUBHEAD',
  'GOTRA_HEAD',
  'FAMILY_HEAD',
  'MEMBER',
] as const;
export type Role = (typeof ROLES)[number];

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly locale: string;
}

/** Somebody who pasted a token: what they are called and may do is known only if the token says so. */
export type SignedIn = Pick<Person, 'id' | 'name' | 'locale'> & { readonly role: Role | null };

const MAIN_LOGINS = ['admin', 'community-head', 'gotra-head', 'family-head', 'member'].map(
  (name) => `${name}@demo.munadi`,
);

export interface Cast {
  readonly main: readonly Person[];
  readonly others: readonly Person[];
}

/** The five to begin with, then everyone else from the widest responsibility to the narrowest. */
export function castOf(people: readonly Person[]): Cast {
  const main = MAIN_LOGINS.flatMap((email) => people.find((person) => person.email === email) ?? []);
  const others = people
    .filter((person) => !main.includes(person))
    .toSorted((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || a.name.localeCompare(b.name));
  return { main, others };
}

// An unknown role is given the chance to try: the server decides, the page only spares a dead end.
export const mayApprove = (person: SignedIn): boolean => person.role !== 'MEMBER';
export const mayAnnounce = (person: SignedIn): boolean => person.role !== 'MEMBER';
/** An emergency reaches people whatever they chose: for those who answer for a whole community. */
export const mayAlarm = ({ role }: SignedIn): boolean =>
  role === null || ['ADMIN', 'COMMUNITY_HEAD', 'COMMUNITY_SUBHEAD'].includes(role);
export const isAdmin = (person: SignedIn): boolean => person.role === 'ADMIN';
