import { useState, type SubmitEvent } from 'react';
import { sentence } from '../api/sentence';
import { Button } from '../controls/Button';
import { Dialog } from '../controls/Dialog';
import { Notice } from '../controls/Notice';
import { Writing } from '../controls/Writing';
import { useLanguage } from '../language/language';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import type { Announcement } from './announcement';
import { NOWHERE } from './sentences';
import { usePreview } from './usePreview';
import { ANNOUNCE_WORDS } from './words/words';

interface Props {
  readonly body: Announcement;
  readonly onAnswer: (token: string) => void;
  readonly onBack: () => void;
}

/** Nobody alerts by a slip of the finger: the number is counted anew, and typed. */
export function AlarmQuestion({ body, onAnswer, onBack }: Props) {
  const { t } = useLanguage();
  const w = useWords(ANNOUNCE_WORDS);
  const { number } = useFormat();
  const { preview, problem, fresh, again } = usePreview(body);
  const [typed, setTyped] = useState('');
  const count = fresh && problem === null ? preview?.recipientCount : undefined;
  const n = number(count ?? 0);
  const right = count !== undefined && typed.replace(/\D/g, '') === String(count);

  const confirm = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (right && preview !== null) onAnswer(preview.confirmation.token);
  };

  return (
    <Dialog title={count === undefined ? w.counting : w.confirmAlarm(count, n)} onClose={onBack}>
      <p>{w.confirmAlarmLead}</p>
      {problem !== null && (
        <Notice
          tone="bad"
          action={
            <Button look="text" onClick={again}>
              {t.tryAgain}
            </Button>
          }
        >
          {sentence(problem, t)}
        </Notice>
      )}
      <form onSubmit={confirm} className="space-y-4">
        <Writing label={w.typeNumber(n)} value={typed} onWrite={setTyped} required className="max-w-48" />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onBack}>{w.goBack}</Button>
          <Button look="alarm" type="submit" disabled={!right}>
            {w.alarm(count ?? 0, n, NOWHERE)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
