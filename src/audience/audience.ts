import type { Role } from '../identity/roles.js';

export type AudienceItem =
  | { users: string[] }
  /** Everybody in the group and below it; with `subgroups: false` only who joined the group itself. */
  | { group: string; roles?: Role[]; subgroups?: boolean };

/** An explicit choice of people, as it is kept with the message. */
export interface Audience {
  include: AudienceItem[];
}

export const theseUsers = (...users: string[]): Audience => ({ include: [{ users }] });
