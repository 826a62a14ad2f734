import { useState } from 'react';
import { useFetched } from '../api/useFetched';
import { sentence } from '../api/sentence';
import { Button } from '../controls/Button';
import { focusOnMount } from '../controls/focusOnMount';
import { Notice } from '../controls/Notice';
import { useLanguage } from '../language/language';
import type { CommunityEvent } from './community-event';
import { WaitingEvent } from './WaitingEvent';

/** `news` grows when a notification arrives or an event is proposed here: time to look again. */
export function WaitingEvents({ news }: { readonly news: number }) {
  const { t } = useLanguage();
  const { data, problem, reload } = useFetched<CommunityEvent[]>('/api/events?status=PENDING', { news });
  const [decided, setDecided] = useState<string | null>(null);

  if (problem?.status === 403) return <p className="text-sm text-soft">{t.waiting.notYours}</p>;
  return (
    <div className="space-y-2">
      <h3 className="text-sm font-semibold">{t.waiting.title}</h3>
      {decided !== null && (
        <div key={decided} ref={focusOnMount} tabIndex={-1} className="outline-none">
          <Notice tone="calm">{decided}</Notice>
        </div>
      )}
      {problem !== null && (
        <Notice
          tone="bad"
          action={
            <Button look="text" onClick={reload}>
              {t.tryAgain}
            </Button>
          }
        >
          <strong className="font-medium">{t.waiting.failed}</strong> {sentence(problem, t)}
        </Notice>
      )}
      {data === null && problem === null && <p className="text-sm text-soft">{t.loading}</p>}
      {data?.length === 0 && decided === null && <p className="text-sm text-soft">{t.waiting.none}</p>}
      <ul>
        {data?.map((event) => (
          <WaitingEvent
            key={event.id}
            event={event}
            onDecided={(outcome) => {
              setDecided(outcome);
              reload();
            }}
          />
        ))}
      </ul>
    </div>
  );
}
