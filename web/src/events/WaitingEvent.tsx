import { useState, type SubmitEvent } from 'react';
import { asProblem, type Problem } from '../api/problem';
import { sentence } from '../api/sentence';
import { Button } from '../controls/Button';
import { Field } from '../controls/Field';
import { focusOnMount } from '../controls/focusOnMount';
import { Notice } from '../controls/Notice';
import { written } from '../controls/written';
import { useLanguage } from '../language/language';
import { useSession } from '../session/session';
import { Appointment } from '../time/Moment';
import type { CommunityEvent } from './community-event';

interface Props {
  readonly event: CommunityEvent;
  readonly onDecided: (outcome: string) => void;
}

export function WaitingEvent({ event, onDecided }: Props) {
  const { t } = useLanguage();
  const { api } = useSession();
  const [rejecting, setRejecting] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const decide = async (verdict: 'approve' | 'reject', reason = '') => {
    setBusy(true);
    try {
      await api(`/api/events/${encodeURIComponent(event.id)}/${verdict}`, {
        method: 'POST',
        ...(reason && { body: { reason } }),
      });
      const say = verdict === 'approve' ? t.waiting.approved : t.waiting.rejected;
      onDecided(say(event.title, event.organizer.name));
    } catch (thrown) {
      setProblem(asProblem(thrown));
      setBusy(false);
    }
  };
  const reject = (submit: SubmitEvent<HTMLFormElement>) => {
    submit.preventDefault();
    if (!busy) void decide('reject', written(new FormData(submit.currentTarget), 'reason'));
  };

  return (
    <li className="space-y-2 border-t border-line py-3">
      <div>
        <p className="font-medium">{event.title}</p>
        <p className="text-sm text-soft">
          <Appointment at={event.startsAt} />
          {event.location && `, ${event.location}`}
        </p>
        <p className="text-sm text-soft">{t.waiting.by(event.organizer.name)}</p>
      </div>
      {problem !== null && <Notice tone="bad">{sentence(problem, t)}</Notice>}
      {rejecting ? (
        <form onSubmit={reject} className="space-y-2">
          <Field label={t.waiting.reason} name="reason" ref={focusOnMount} error={problem?.about('reason')} />
          <div className="flex gap-2">
            <Button look="primary" type="submit" busy={busy}>
              {t.waiting.reject}
            </Button>
            <Button onClick={() => setRejecting(false)}>{t.cancel}</Button>
          </div>
        </form>
      ) : (
        <div className="flex gap-2">
          <Button look="primary" busy={busy} onClick={() => void decide('approve')}>
            {t.waiting.approve}
          </Button>
          <Button disabled={busy} onClick={() => setRejecting(true)}>
            {t.waiting.reject}
          </Button>
        </div>
      )}
    </li>
  );
}
