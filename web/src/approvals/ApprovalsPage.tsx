import { useEffect, useRef, useState } from 'react';
import { sentence } from '../api/sentence';
import { useFetched } from '../api/useFetched';
import { usePages } from '../api/usePages';
import type { Scope } from '../audience/scope';
import { Button } from '../controls/Button';
import { focusOnMount } from '../controls/focusOnMount';
import { ListEnd } from '../controls/ListEnd';
import { Notice } from '../controls/Notice';
import { useLanguage } from '../language/language';
import { useWords } from '../language/words';
import { useLive } from '../live/live';
import type { Message } from '../messages/message';
import { EmptyPage } from '../page/EmptyPage';
import { Section, SentTabs } from '../page/Section';
import { Rules } from './Rules';
import { Waiting } from './Waiting';
import { APPROVALS_WORDS } from './words/words';

/** What somebody else wants to say to many, and from how many on two have to agree. */
export function ApprovalsPage() {
  const { t } = useLanguage();
  const w = useWords(APPROVALS_WORDS);
  const { news } = useLive();
  const { items, next, problem, more, reload, mend } = usePages<Message>('/api/approvals');
  const { data: scopes } = useFetched<Scope[]>('/api/audiences/scopes');
  const [decided, setDecided] = useState<string | null>(null);
  useReloadOn(news, reload);

  const done = (id: string, outcome: string) => {
    setDecided(outcome);
    mend((waiting) => waiting.filter((message) => message.id !== id));
  };

  return (
    <Section title={t.nav.approvals} lead={w.lead}>
      <SentTabs />
      <div className="space-y-6 max-sm:-mx-4">
        {decided !== null && (
          <div key={decided} ref={focusOnMount} tabIndex={-1} className="outline-none max-sm:px-4">
            <Notice tone="calm">{decided}</Notice>
          </div>
        )}
        {problem !== null && items === null && (
          <div className="max-sm:px-4">
            <Notice tone="bad" action={<Button onClick={reload}>{t.tryAgain}</Button>}>
              <strong className="font-medium">{w.failed}</strong> {sentence(problem, t)}
            </Notice>
          </div>
        )}
        {items === null && problem === null && (
          <output className="block h-64 border-line bg-surface max-sm:border-y sm:rounded-lg sm:border">
            <span className="sr-only">{t.loading}</span>
          </output>
        )}
        {items?.length === 0 && (
          <EmptyPage icon="check" title={w.none}>
            {w.noneLead}
          </EmptyPage>
        )}
        {items?.map((message) => (
          <Waiting key={message.id} message={message} onDecided={(outcome) => done(message.id, outcome)} />
        ))}
        {items !== null && items.length > 0 && next !== null && (
          <ListEnd more={more} problem={problem} end={w.end} />
        )}
        <Rules communities={(scopes ?? []).filter(({ kind }) => kind === 'COMMUNITY')} />
      </div>
    </Section>
  );
}

function useReloadOn(news: number, reload: () => void): void {
  const heard = useRef(news);
  useEffect(() => {
    if (heard.current === news) return;
    heard.current = news;
    reload();
  }, [news, reload]);
}
