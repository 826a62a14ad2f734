import { useRef, useState } from 'react';
import { newIdempotencyKey } from '../api/request';
import { sentence } from '../api/sentence';
import { useFetched } from '../api/useFetched';
import { Button } from '../controls/Button';
import { Dialog } from '../controls/Dialog';
import { Notice } from '../controls/Notice';
import { useLanguage } from '../language/language';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import { go } from '../route/address';
import type { Message } from './message';
import { unreached } from './standing';
import { useDeed } from './useDeed';
import { MESSAGE_WORDS } from './words/words';

interface Accepted {
  readonly data: { readonly eventId: string };
}

/** Offered where somebody did not get it: those who did are left alone. */
export function SendAgain({ message }: { readonly message: Message }) {
  const { t } = useLanguage();
  const w = useWords(MESSAGE_WORDS);
  const { number } = useFormat();
  const path = `/api/messages/${encodeURIComponent(message.id)}`;
  // Whom it has missed changes with what was delivered.
  const { data } = useFetched<{ count: number }>(`${path}/missed`, { news: unreached(message.counts) });
  const [asking, setAsking] = useState(false);
  const key = useRef(newIdempotencyKey());
  const { run, busy, problem } = useDeed<Accepted>(
    async (api) =>
      (await api<Accepted>(`${path}/resend`, { method: 'POST', body: {}, idempotencyKey: key.current })).data,
    ({ data: { eventId } }) => go(`/messages/${encodeURIComponent(eventId)}`),
  );
  const count = data?.count ?? 0;
  if (count === 0) return null;
  return (
    <>
      <Button look="primary" onClick={() => setAsking(true)}>
        {w.again(number(count))}
      </Button>
      {asking && (
        <Dialog title={w.againTitle(count, number(count))} onClose={() => setAsking(false)}>
          <p>{w.againLead}</p>
          {problem !== null && <Notice tone="bad">{sentence(problem, t)}</Notice>}
          <div className="flex flex-wrap justify-end gap-2 pt-1">
            <Button onClick={() => setAsking(false)}>{w.goBack}</Button>
            <Button look="primary" busy={busy} onClick={run}>
              {w.againDo}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
