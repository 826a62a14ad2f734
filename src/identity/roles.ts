export const ROLES = [
  'ADMIN',
  'COMMUNITY_HEAD',
  'COMMUNITY_SUBHEAD',
  'GOTRA_HEAD',
  'FAMILY_HEAD',
  'MEMBER',
] as const;

export type Role = (typeof ROLES)[number];
