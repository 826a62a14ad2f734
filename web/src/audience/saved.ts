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
  readonly mayAnnounce: boolean;
}
