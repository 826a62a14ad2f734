import { useCallback, useEffect, useRef, useState } from 'react';
import { asProblem, type Problem } from '../api/problem';
import { useLive } from '../live/live';
import { useProgress } from '../live/progress';
import { useSession } from '../session/session';
import type { Message } from './message';
import { isUnderWay } from './standing';

/** As long as something is still to leave, for when the socket is silent about it. */
const LOOK_EVERY_MS = 5_000;

export interface Followed {
  readonly message: Message | null;
  readonly problem: Problem | null;
  readonly reload: () => void;
  readonly replace: (message: Message) => void;
}

/** One message, live: what the socket says at once, the rest looked up behind it. */
export function useMessage(id: string): Followed {
  const { api } = useSession();
  const { connection } = useLive();
  const [message, setMessage] = useState<Message | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const asked = useRef(0);

  const reload = useCallback(() => {
    const mine = ++asked.current;
    api<Message>(`/api/messages/${encodeURIComponent(id)}`).then(
      ({ data }) => {
        // What was asked later knows better.
        if (mine !== asked.current) return;
        setMessage(data);
        setProblem(null);
      },
      (thrown: unknown) => {
        if (mine === asked.current) setProblem(asProblem(thrown));
      },
    );
  }, [api, id]);
  const replace = useCallback((next: Message) => {
    asked.current += 1;
    setMessage(next);
    setProblem(null);
  }, []);

  useEffect(reload, [reload, connection]);
  const underWay = message !== null && isUnderWay(message);
  useEffect(() => {
    if (!underWay) return;
    const timer = setInterval(() => {
      if (!document.hidden) reload();
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [reload, underWay]);

  useProgress((progress) => {
    if (progress.id !== id) return;
    setMessage((before) => before && { ...before, ...progress });
    reload();
  });

  return { message, problem, reload, replace };
}
