import { useCallback, useRef, useState } from 'react';
import { asProblem, type Problem } from '../api/problem';
import type { Topic } from '../audience/saved';
import { useSession } from '../session/session';
import { asWished } from './topic';

/** A switch that answers at once: what was pressed last wins, and where the server refuses it goes back. */
export function useFollowing(topic: Topic, onAnswer: (topic: Topic) => void) {
  const { api } = useSession();
  const [wish, setWish] = useState<boolean | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const wanted = useRef<boolean | null>(null);
  const running = useRef(false);
  const { name } = topic;

  const settle = useCallback(async () => {
    if (running.current) return;
    running.current = true;
    while (wanted.current !== null) {
      const following: boolean = wanted.current;
      const path = `/api/topics/${encodeURIComponent(name)}/${following ? 'join' : 'leave'}`;
      try {
        // One at a time, or an older press could arrive last.
        // oxlint-disable-next-line no-await-in-loop
        const { data } = await api<Topic>(path, { method: 'POST' });
        if (wanted.current !== following) continue;
        onAnswer(data);
      } catch (thrown) {
        setRefused(asProblem(thrown));
      }
      wanted.current = null;
      setWish(null);
    }
    running.current = false;
  }, [api, name, onAnswer]);

  const follow = (following: boolean) => {
    wanted.current = following;
    setWish(following);
    setRefused(null);
    void settle();
  };
  return { shown: asWished(topic, wish), refused, follow };
}
