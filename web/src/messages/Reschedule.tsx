import { useState } from 'react';
import { sentence } from '../api/sentence';
import { Button } from '../controls/Button';
import { Check } from '../controls/Check';
import { Dialog } from '../controls/Dialog';
import { Notice } from '../controls/Notice';
import { Writing } from '../controls/Writing';
import { useLanguage } from '../language/language';
import { useWords } from '../language/words';
import { wallTime } from '../time/wallTime';
import type { Message } from './message';
import { useDeed } from './useDeed';
import { MESSAGE_WORDS } from './words/words';

interface Props {
  readonly message: Message;
  readonly onChanged: (message: Message) => void;
}

export function Reschedule({ message, onChanged }: Props) {
  const { t } = useLanguage();
  const w = useWords(MESSAGE_WORDS);
  const [asking, setAsking] = useState(false);
  const [each, setEach] = useState(message.localTime !== null);
  const [at, setAt] = useState(
    () =>
      message.localTime?.slice(0, 16) ??
      (message.scheduledFor && wallTime(new Date(message.scheduledFor))) ??
      '',
  );
  const moment = new Date(at);
  const { run, busy, problem } = useDeed<Message>(
    async (api) => {
      const body = each
        ? { scheduledFor: at, inRecipientTimezone: true }
        : { scheduledFor: moment.toISOString() };
      const path = `/api/messages/${encodeURIComponent(message.id)}/reschedule`;
      return (await api<Message>(path, { method: 'POST', body })).data;
    },
    (changed) => {
      setAsking(false);
      onChanged(changed);
    },
  );
  return (
    <>
      <Button onClick={() => setAsking(true)}>{w.reschedule}</Button>
      {asking && (
        <Dialog title={w.reschedule} onClose={() => setAsking(false)}>
          <Writing
            label={w.at}
            type="datetime-local"
            required
            value={at}
            onWrite={setAt}
            error={problem?.about('scheduledFor')}
            className="max-w-64"
          />
          <Check checked={each} onChange={setEach}>
            {w.each}
          </Check>
          {problem !== null && <Notice tone="bad">{sentence(problem, t)}</Notice>}
          <div className="flex flex-wrap justify-end gap-2 pt-1">
            <Button onClick={() => setAsking(false)}>{w.goBack}</Button>
            <Button look="primary" busy={busy} disabled={Number.isNaN(moment.getTime())} onClick={run}>
              {w.rescheduleDo}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
