import { useEffect, useRef } from 'react';
import type { Problem } from '../api/problem';
import { sentence } from '../api/sentence';
import { useLanguage } from '../language/language';
import { Button } from './Button';
import { Notice } from './Notice';

interface Props {
  /** Null when everything is there. */
  readonly more: (() => void) | null;
  readonly problem: Problem | null;
  /** What stands where nothing more comes. */
  readonly end: string;
}

/** Where a list goes on by itself when somebody has read so far. After a failure only a press tries again. */
export function ListEnd({ more, problem, end }: Props) {
  const { t } = useLanguage();
  const here = useRef<HTMLDivElement>(null);
  const stuck = problem !== null;

  useEffect(() => {
    if (more === null || stuck || here.current === null) return;
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && more(), {
      rootMargin: '400px',
    });
    watcher.observe(here.current);
    return () => watcher.disconnect();
  }, [more, stuck]);

  return (
    <div ref={here} className="border-t border-line px-4 py-3 text-center text-sm text-soft">
      {stuck && more !== null ? (
        <Notice
          tone="bad"
          action={
            <Button look="text" onClick={more}>
              {t.tryAgain}
            </Button>
          }
        >
          {sentence(problem, t)}
        </Notice>
      ) : (
        <p>{more === null ? end : t.loading}</p>
      )}
    </div>
  );
}
