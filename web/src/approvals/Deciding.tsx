import { useState, type SubmitEvent } from 'react';
import { sentence } from '../api/sentence';
import { Button } from '../controls/Button';
import { Field } from '../controls/Field';
import { focusOnMount } from '../controls/focusOnMount';
import { Notice } from '../controls/Notice';
import { written } from '../controls/written';
import { useLanguage } from '../language/language';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import type { Message } from '../messages/message';
import { useDecision } from './useDecision';
import { APPROVALS_WORDS } from './words/words';

interface Props {
  readonly message: Message;
  readonly onDecided: (outcome: string) => void;
}

export function Deciding({ message, onDecided }: Props) {
  const { t } = useLanguage();
  const w = useWords(APPROVALS_WORDS);
  const { number } = useFormat();
  const [refusing, setRefusing] = useState(false);
  const { recipientCount, subject, sender } = message;
  const about = subject ?? message.message ?? '';
  const { decide, busy, problem } = useDecision(message.id, (verdict) =>
    onDecided((verdict === 'approve' ? w.approved : w.refused)(about, sender?.name ?? w.somebody)),
  );
  const refuse = (submit: SubmitEvent<HTMLFormElement>) => {
    submit.preventDefault();
    void decide('refuse', written(new FormData(submit.currentTarget), 'reason'));
  };

  return (
    <div className="space-y-3 border-t border-line px-4 py-3">
      {problem !== null && (
        <Notice tone="bad">
          <strong className="font-medium">{w.notDecided}</strong> {sentence(problem, t)}
        </Notice>
      )}
      {refusing ? (
        <form onSubmit={refuse} className="max-w-prose space-y-3">
          <Field label={w.reason} name="reason" ref={focusOnMount} maxLength={500} />
          <div className="flex flex-wrap gap-2">
            <Button look="primary" type="submit" busy={busy}>
              {w.refuse}
            </Button>
            <Button onClick={() => setRefusing(false)}>{t.cancel}</Button>
          </div>
        </form>
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button look="primary" busy={busy} onClick={() => void decide('approve')}>
            {w.approve(recipientCount, number(recipientCount))}
          </Button>
          <Button disabled={busy} onClick={() => setRefusing(true)}>
            {w.refuse}
          </Button>
        </div>
      )}
    </div>
  );
}
