import type { GroupRole } from './expression';

interface Parts {
  readonly include: readonly StoredItem[];
  readonly exclude?: readonly StoredItem[];
}

/** An audience as a message keeps it: what was named by a name is kept with what it was then. */
export type StoredItem =
  | { readonly users: readonly string[]; readonly sender?: true }
  | { readonly group: string; readonly roles?: readonly GroupRole[]; readonly subgroups?: true }
  | { readonly topic: string; readonly topicId: string; readonly group: string }
  | (Parts & { readonly saved: string; readonly name: string })
  | (Parts & { readonly missed: readonly string[] })
  | { readonly campaign: string };
