import type { Role } from '../identity/roles.js';

/** Who joined the group itself; with `subgroups: true` everybody below it, too. */
export interface GroupItem {
  group: string;
  roles?: readonly Role[];
  subgroups?: true;
}

export type AudienceItem = { users: readonly string[] } | GroupItem;

/** An explicit choice of people, as it is kept with the message. */
export interface Audience {
  include: readonly AudienceItem[];
  exclude?: readonly AudienceItem[];
}

export const theseUsers = (...users: string[]): Audience => ({ include: [{ users }] });
