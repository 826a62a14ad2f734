import { useCallback, useRef, useState } from 'react';
import { asProblem, type Problem } from '../api/problem';
import { newIdempotencyKey } from '../api/request';
import { useSession } from '../session/session';

interface Accepted {
  readonly data: { readonly eventId: string };
}

/** A request that may have arrived although its answer did not. */
interface Attempt {
  readonly of: string;
  readonly key: string;
  readonly body: object;
}

const KEPT = 'munadi.attempt';

/**
 * Sends once, however often it is tried: as long as nobody knows what became of it, the very same request goes
 * again under its key. It is kept over a reload, too.
 */
export function useSending(
  announcement: object,
  onSent: (messageId: string) => void,
  path = '/api/notifications',
) {
  const { api } = useSession();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const running = useRef(false);

  const send = useCallback(
    async (confirmation: string | undefined) => {
      if (running.current) return;
      running.current = true;
      setBusy(true);
      setRefused(null);
      const attempt = attemptOf(path, announcement, confirmation);
      sessionStorage.setItem(KEPT, JSON.stringify(attempt));
      try {
        const { data } = await api<Accepted>(path, {
          method: 'POST',
          body: attempt.body,
          idempotencyKey: attempt.key,
        });
        sessionStorage.removeItem(KEPT);
        onSent(data.data.eventId);
      } catch (thrown) {
        const problem = asProblem(thrown);
        // A refusal is an answer: nothing was sent, and what is sent next is something new.
        if (problem.status >= 400 && problem.status < 500) sessionStorage.removeItem(KEPT);
        setRefused(problem);
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
    [api, path, announcement, onSent],
  );
  return { send, busy, refused };
}

function attemptOf(path: string, announcement: object, confirmation: string | undefined): Attempt {
  const of = `${path} ${JSON.stringify(announcement)}`;
  const text = sessionStorage.getItem(KEPT);
  const before = text === null ? null : (JSON.parse(text) as Attempt);
  return before?.of === of
    ? before
    : { of, key: newIdempotencyKey(), body: { ...announcement, confirmation } };
}
