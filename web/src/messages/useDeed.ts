import { useState } from 'react';
import { asProblem, type Problem } from '../api/problem';
import { useSession } from '../session/session';
import type { Api } from '../api/request';

/** Something done to a message: once at a time, with what went wrong. */
export function useDeed<Done>(what: (api: Api) => Promise<Done>, onDone: (done: Done) => void) {
  const { api } = useSession();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = async () => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      onDone(await what(api));
    } catch (thrown) {
      setProblem(asProblem(thrown));
    } finally {
      setBusy(false);
    }
  };
  return { run: () => void run(), busy, problem };
}
