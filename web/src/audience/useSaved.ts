import { useFetched } from '../api/useFetched';
import { audienceOf, choiceOf, type Choice } from './expression';
import type { Saved } from './saved';
import type { Tree } from './scope';

export const SAVED_PATH = '/api/audiences/saved';

export interface SavedOnes {
  readonly all: readonly Saved[];
  /** The one that says what is chosen now. */
  readonly now: Saved | undefined;
  /** Something is chosen that has no name yet. */
  readonly nameless: boolean;
  readonly reload: () => void;
}

/** The audiences somebody saved before, and which of them the present choice is. */
export function useSaved(tree: Tree, choice: Choice): SavedOnes {
  const { data, reload } = useFetched<Saved[]>(SAVED_PATH);
  const audience = audienceOf(tree, choice);
  const said = JSON.stringify(audience);
  const all = data ?? [];
  const now = all.find(({ id, audience }) => {
    if (choice.saved.length === 1 && choice.saved[0] === id) return true;
    const ticks = choiceOf(tree, audience);
    return ticks !== null && JSON.stringify(audienceOf(tree, ticks)) === said;
  });
  return { all, now, nameless: data !== null && now === undefined && audience.include.length > 0, reload };
}
