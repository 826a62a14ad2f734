import { useState } from 'react';
import { sentence } from '../api/sentence';
import { Button } from '../controls/Button';
import { Dialog } from '../controls/Dialog';
import { Notice } from '../controls/Notice';
import { useLanguage } from '../language/language';
import { wordFor } from '../language/strings';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import type { Message } from './message';
import { alreadyOut } from './standing';
import { useDeed } from './useDeed';
import { MESSAGE_WORDS } from './words/words';

interface Props {
  readonly message: Message;
  readonly onChanged: (message: Message) => void;
}

/** Says first what is out already and stays so. */
export function CallBack({ message, onChanged }: Props) {
  const { t } = useLanguage();
  const w = useWords(MESSAGE_WORDS);
  const { number, list } = useFormat();
  const [asking, setAsking] = useState(false);
  const { run, busy, problem } = useDeed<Message>(
    async (api) =>
      (await api<Message>(`/api/messages/${encodeURIComponent(message.id)}/cancel`, { method: 'POST' })).data,
    (cancelled) => {
      setAsking(false);
      onChanged(cancelled);
    },
  );
  const out = alreadyOut(message.counts).map(([channel, count]) =>
    w.outBy(wordFor(t.channels, channel), number(count)),
  );
  const consequence = () => {
    if (message.plannedCount === 0) return w.cancelUnseen;
    return out.length === 0 ? w.cancelNothing : w.cancelSome(list(out));
  };
  return (
    <>
      <Button onClick={() => setAsking(true)}>{w.cancel}</Button>
      {asking && (
        <Dialog title={w.cancelTitle} onClose={() => setAsking(false)}>
          <p>{consequence()}</p>
          {problem !== null && <Notice tone="bad">{sentence(problem, t)}</Notice>}
          <div className="flex flex-wrap justify-end gap-2 pt-1">
            <Button onClick={() => setAsking(false)}>{w.keep}</Button>
            <Button look="primary" busy={busy} onClick={run}>
              {w.cancelDo}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
