import { useCallback, useEffect, useRef, useState } from 'react';
import { asProblem, type Problem } from '../api/problem';
import { newIdempotencyKey } from '../api/request';
import { useSession } from '../session/session';
import type { Campaign } from './campaign';

/** Sends a file, tells how far it is, and can be stopped; who leaves the page stops it as well. */
export function useUpload(onTaken: (campaign: Campaign) => void) {
  const { api } = useSession();
  const [sent, setSent] = useState<number | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const leaving = useRef<AbortController | null>(null);

  const stop = useCallback(() => {
    leaving.current?.abort();
    leaving.current = null;
    setSent(null);
  }, []);
  useEffect(() => stop, [stop]);

  const upload = async (content: File, name: string) => {
    if (leaving.current !== null) return;
    const mine = new AbortController();
    leaving.current = mine;
    setSent(0);
    setProblem(null);
    try {
      const { data } = await api<Campaign>(`/api/campaigns?name=${encodeURIComponent(name)}`, {
        method: 'POST',
        file: { content, type: 'text/csv', onProgress: (bytes) => setSent(bytes) },
        idempotencyKey: newIdempotencyKey(),
        signal: mine.signal,
      });
      onTaken(data);
    } catch (thrown) {
      if (mine.signal.aborted) return;
      setProblem(asProblem(thrown));
    }
    leaving.current = null;
    setSent(null);
  };
  return { upload, stop, sent, problem, forget: () => setProblem(null) };
}
