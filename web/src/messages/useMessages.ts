import { useCallback, useEffect, useRef, useState } from 'react';
import { asProblem, type Problem } from '../api/problem';
import { useLive } from '../live/live';
import { useProgress, type Progress } from '../live/progress';
import { useSession } from '../session/session';
import { STATES, type Filter } from './filters';
import type { MessageSummary } from './message';

interface Listed {
  readonly messages: readonly MessageSummary[] | null;
  readonly next: string | null;
}

const firstOf = (filter: Filter): string => {
  const states = STATES[filter];
  return `/api/messages?limit=30${states.length > 0 ? `&state=${states.join(',')}` : ''}`;
};

/** What somebody has sent, page by page, with the news of what is spreading. */
export function useMessages(filter: Filter) {
  const first = firstOf(filter);
  const { api } = useSession();
  const { connection } = useLive();
  const [listed, setListed] = useState<Listed>({ messages: null, next: first });
  const [problem, setProblem] = useState<Problem | null>(null);
  const fetching = useRef(false);

  const fetchPage = useCallback(
    (path: string) => {
      if (fetching.current) return;
      fetching.current = true;
      api<MessageSummary[]>(path)
        .then(
          ({ data, next }) => {
            setProblem(null);
            setListed((before) => withPage(before, path === first, data, next));
          },
          (thrown: unknown) => setProblem(asProblem(thrown)),
        )
        .finally(() => {
          fetching.current = false;
        });
    },
    [api, first],
  );

  // Also when the connection is back: what was told meanwhile was not heard.
  useEffect(() => {
    if (connection !== 'connecting') fetchPage(first);
  }, [fetchPage, first, connection]);

  useProgress((progress) => {
    setListed((before) => ({ ...before, messages: told(before.messages, progress) }));
  });

  const { next } = listed;
  const more = useCallback(() => {
    if (next !== null) fetchPage(next);
  }, [fetchPage, next]);
  return { ...listed, problem, more };
}

/** The first page looked at again brings what is new; of what is known already the fresh one counts. */
function withPage(
  { messages, next: before }: Listed,
  again: boolean,
  page: readonly MessageSummary[],
  next: string | null,
): Listed {
  const fresh = new Map(page.map((message) => [message.id, message]));
  const known = new Set(messages?.map(({ id }) => id));
  const kept = (messages ?? []).map((message) => fresh.get(message.id) ?? message);
  const added = page.filter(({ id }) => !known.has(id));
  return again && messages !== null
    ? { messages: [...added, ...kept], next: before }
    : { messages: [...kept, ...added], next };
}

function told(messages: Listed['messages'], { id, ...progress }: Progress): Listed['messages'] {
  return messages?.map((message) => (message.id === id ? { ...message, ...progress } : message)) ?? null;
}
