import type { Role } from '../../identity/roles.js';

export const GROUP_KINDS = ['COMMUNITY', 'GOTRA', 'FAMILY', 'SCHOOL', 'COURSE'] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];

/** What somebody may be in a group. ADMIN is no role in a group: operators are made in `users` alone. */
export const ROLES_IN: Readonly<Record<GroupKind, readonly Role[]>> = {
  COMMUNITY: ['COMMUNITY_HEAD', 'COMMUNITY_SUBHEAD', 'MEMBER'],
  GOTRA: ['GOTRA_HEAD', 'MEMBER'],
  FAMILY: ['FAMILY_HEAD', 'MEMBER'],
  SCHOOL: ['MEMBER'],
  COURSE: ['MEMBER'],
};

/** The roles that carry authority over everybody in the group where they were given. */
export const HEAD_ROLES = ['COMMUNITY_HEAD', 'COMMUNITY_SUBHEAD', 'GOTRA_HEAD', 'FAMILY_HEAD'] as const;
