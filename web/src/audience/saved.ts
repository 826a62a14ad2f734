import type { Audience } from './expression';

/** An audience that somebody gave a name, to choose it again. */
export interface Saved {
  readonly id: string;
  readonly name: string;
  readonly audience: Audience;
}

/** What people follow by their own choice. */
export interface Topic {
  readonly name: string;
  readonly title: string;
  readonly description: string | null;
  readonly group: { readonly id: string; readonly name: string };
  readonly followers: number;
  readonly following: boolean;
  /** Whether somebody is of its group, and so may follow it. */
  readonly belongs: boolean;
  readonly mayAnnounce: boolean;
}
