import { useCallback, useEffect, useState } from 'react';
import { asProblem, type Problem } from '../api/problem';
import { useLive } from '../live/live';
import { useSession } from '../session/session';
import type { Preview } from './preview';

/** Long enough to tick three boxes in a row, short enough to seem immediate. */
const SETTLE_MS = 200;

/** People come and go while somebody writes, and a confirmation does not hold for ever. */
const GROWS_OLD_MS = 5 * 60_000;

/** A connection that is just back may go again at once. */
const BACK_MS = 1_000;

interface Answer<Seen> {
  readonly to: string;
  readonly preview: Seen | null;
  readonly problem: Problem | null;
}

export interface Previewing<Seen = Preview> {
  /** The last count there was; it stays while the next one is worked out. */
  readonly preview: Seen | null;
  readonly problem: Problem | null;
  /** It answers what is chosen now, not something before. */
  readonly fresh: boolean;
  readonly again: () => void;
}

/** Who would get it, kept up to date; null for a choice of nobody. */
export function usePreview<Seen = Preview>(
  asked: object | null,
  { path = '/api/audiences/preview', settleMs = SETTLE_MS } = {},
): Previewing<Seen> {
  const { api } = useSession();
  const [answer, setAnswer] = useState<Answer<Seen>>({ to: '', preview: null, problem: null });
  const { connection } = useLive();
  const [round, setRound] = useState(0);
  const body = asked === null ? '' : JSON.stringify(asked);
  const question = `${round} ${path} ${body}`;

  useEffect(() => {
    if (body === '') return;
    const leaving = new AbortController();
    const ask = async () => {
      try {
        const { data } = await api<Seen>(path, {
          method: 'POST',
          body: JSON.parse(body),
          signal: leaving.signal,
        });
        setAnswer({ to: question, preview: data, problem: null });
      } catch (thrown) {
        if (leaving.signal.aborted) return;
        const problem = asProblem(thrown);
        setAnswer(({ preview }) => ({ to: question, preview, problem }));
      }
    };
    const timer = setTimeout(() => void ask(), settleMs);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [api, path, settleMs, body, question]);

  const again = useCallback(() => setRound((before) => before + 1), []);
  // What failed for want of a connection is asked again as soon as there is one.
  const lost = answer.problem?.status === 0;
  useEffect(() => {
    if (!lost) return;
    addEventListener('online', again);
    const timer = connection === 'live' ? setTimeout(again, BACK_MS) : undefined;
    return () => {
      removeEventListener('online', again);
      clearTimeout(timer);
    };
  }, [lost, connection, again]);
  const fresh = body !== '' && answer.to === question;
  useEffect(() => {
    if (!fresh) return;
    const timer = setTimeout(again, GROWS_OLD_MS);
    return () => clearTimeout(timer);
  }, [fresh, again]);
  return {
    preview: body === '' ? null : answer.preview,
    problem: fresh ? answer.problem : null,
    fresh,
    again,
  };
}
