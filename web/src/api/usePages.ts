import { useCallback, useEffect, useRef, useState } from 'react';
import { useSession } from '../session/session';
import { asProblem, type Problem } from './problem';

interface Listed<T> {
  readonly of: string;
  readonly items: readonly T[] | null;
  readonly next: string | null;
}

export interface Pages<T> extends Omit<Listed<T>, 'of'> {
  readonly problem: Problem | null;
  /** Fetches the next page, or the first one again where there is none yet. */
  readonly more: () => void;
  /** From the beginning; what is shown stays until the answer is there. */
  readonly reload: () => void;
  readonly mend: (change: (items: readonly T[]) => readonly T[]) => void;
}

/** A list that is fetched page by page, as far as somebody reads. Another path is another list. */
export function usePages<T>(first: string): Pages<T> {
  const { api } = useSession();
  const [listed, setListed] = useState<Listed<T>>({ of: first, items: null, next: first });
  const [problem, setProblem] = useState<Problem | null>(null);
  const latest = useRef(0);
  const fetching = useRef<string | null>(null);

  const fetchPage = useCallback(
    (path: string) => {
      if (fetching.current === path) return;
      fetching.current = path;
      const mine = ++latest.current;
      api<readonly T[]>(path)
        .then(
          ({ data, next }) => {
            // An answer that a later question overtook is no news.
            if (mine !== latest.current) return;
            setProblem(null);
            setListed(({ items }) => ({
              of: first,
              items: path === first ? data : [...(items ?? []), ...data],
              next,
            }));
          },
          (thrown: unknown) => {
            const refused = asProblem(thrown);
            if (mine === latest.current) setProblem(refused);
          },
        )
        .finally(() => {
          if (mine === latest.current) fetching.current = null;
        });
    },
    [api, first],
  );
  const reload = useCallback(() => {
    fetching.current = null;
    fetchPage(first);
  }, [fetchPage, first]);
  useEffect(reload, [reload]);

  const mend = useCallback((change: (items: readonly T[]) => readonly T[]) => {
    setListed((before) => ({ ...before, items: before.items && change(before.items) }));
  }, []);

  const shown = listed.of === first ? listed : { items: null, next: first };
  const { next } = shown;
  const more = useCallback(() => {
    if (next !== null) fetchPage(next);
  }, [fetchPage, next]);
  return { items: shown.items, next, problem, more, reload, mend };
}
