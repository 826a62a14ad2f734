import { useCallback, useRef, useState } from 'react';
import { asProblem, type Problem } from '../api/problem';
import { newIdempotencyKey, type Call } from '../api/request';
import { useSession } from '../session/session';

/** One change at a time; the same words again after a lost answer are the same change, not a second one. */
export function useSaving(path: string, method: NonNullable<Call['method']>, onSaved: () => void) {
  const { api } = useSession();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const attempt = useRef({ of: '', key: '' });

  const save = useCallback(
    async (body?: unknown) => {
      const of = JSON.stringify(body ?? null);
      if (attempt.current.of !== of) attempt.current = { of, key: newIdempotencyKey() };
      setBusy(true);
      try {
        await api(path, {
          method,
          body,
          ...(method === 'POST' && { idempotencyKey: attempt.current.key }),
        });
        setProblem(null);
        onSaved();
      } catch (thrown) {
        const refused = asProblem(thrown);
        // A refusal is an answer: what is sent next is something new.
        if (refused.status >= 400 && refused.status < 500) attempt.current = { of: '', key: '' };
        setProblem(refused);
      } finally {
        setBusy(false);
      }
    },
    [api, path, method, onSaved],
  );
  return { save, busy, problem };
}
