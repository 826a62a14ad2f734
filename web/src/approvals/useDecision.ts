import { useState } from 'react';
import { asProblem, type Problem } from '../api/problem';
import { useSession } from '../session/session';

type Verdict = 'approve' | 'refuse';

/** One head's word on a message; said again after a lost answer, it is the same word. */
export function useDecision(messageId: string, onDecided: (verdict: Verdict) => void) {
  const { api } = useSession();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const decide = async (verdict: Verdict, reason = '') => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await api(`/api/messages/${encodeURIComponent(messageId)}/${verdict}`, {
        method: 'POST',
        ...(verdict === 'refuse' && { body: reason === '' ? {} : { reason } }),
      });
      onDecided(verdict);
    } catch (thrown) {
      setProblem(asProblem(thrown));
      setBusy(false);
    }
  };
  return { decide, busy, problem };
}
