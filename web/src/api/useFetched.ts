import { useCallback, useEffect, useRef, useState } from 'react';
import { useSession } from '../session/session';
import { asProblem, type Problem } from './problem';

interface Outcome<T> {
  readonly data: T | null;
  readonly problem: Problem | null;
}

interface Fetched<T> extends Outcome<T> {
  readonly reload: () => void;
  /** Takes over what is known without asking: an answer to something else told it. */
  readonly mend: (change: (data: T) => T) => void;
}

/** Fetches now, whenever `news` grows, and every `everyMs` while the page is looked at. */
export function useFetched<T>(path: string, { news = 0, everyMs = 0 } = {}): Fetched<T> {
  const { api } = useSession();
  const [outcome, setOutcome] = useState<Outcome<T>>({ data: null, problem: null });
  const latest = useRef(0);
  const heard = useRef(news);

  const reload = useCallback(() => {
    const mine = ++latest.current;
    // An answer that a later question overtook is no news.
    const take = (next: (before: Outcome<T>) => Outcome<T>) => mine === latest.current && setOutcome(next);
    api<T>(path).then(
      ({ data }) => take(() => ({ data, problem: null })),
      (thrown: unknown) => {
        const problem = asProblem(thrown);
        take(({ data }) => ({ data, problem }));
      },
    );
  }, [api, path]);

  const mend = useCallback((change: (data: T) => T) => {
    setOutcome(({ data, problem }) => ({ data: data === null ? null : change(data), problem }));
  }, []);

  useEffect(reload, [reload]);

  useEffect(() => {
    if (heard.current === news) return;
    heard.current = news;
    reload();
  }, [reload, news]);

  useEffect(() => {
    if (everyMs === 0) return;
    const timer = setInterval(() => {
      if (!document.hidden) reload();
    }, everyMs);
    return () => clearInterval(timer);
  }, [reload, everyMs]);

  return { ...outcome, reload, mend };
}
