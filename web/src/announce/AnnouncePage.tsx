import { sentence } from '../api/sentence';
import { useFetched } from '../api/useFetched';
import type { Topic } from '../audience/saved';
import type { Scope } from '../audience/scope';
import { Button } from '../controls/Button';
import { Notice } from '../controls/Notice';
import { useLanguage } from '../language/language';
import { useWords } from '../language/words';
import { Section } from '../page/Section';
import { useSession } from '../session/session';
import { Announce } from './Announce';
import { ANNOUNCE_WORDS } from './words/words';

/** The groups first: without them there is nobody to write to. */
export function AnnouncePage() {
  const { t } = useLanguage();
  const w = useWords(ANNOUNCE_WORDS);
  const { session } = useSession();
  const { data: scopes, problem, reload } = useFetched<Scope[]>('/api/audiences/scopes');
  // Where there are none, or they do not come, groups are enough.
  const { data: topics } = useFetched<Topic[]>('/api/topics');

  if (scopes?.length === 0)
    return (
      <Section title={w.noScopes} lead={w.noScopesLead}>
        {null}
      </Section>
    );
  return (
    <Section title={w.title}>
      {problem !== null && scopes === null && (
        <Notice tone="bad" action={<Button onClick={reload}>{t.tryAgain}</Button>}>
          <strong className="font-medium">{w.scopesFailed}</strong> {sentence(problem, t)}
        </Notice>
      )}
      {problem === null && scopes === null && <Coming />}
      {scopes !== null && session !== null && (
        <Announce
          person={session.person}
          scopes={scopes}
          topics={topics?.filter(({ mayAnnounce }) => mayAnnounce) ?? []}
        />
      )}
    </Section>
  );
}

function Coming() {
  const { t } = useLanguage();
  const box = 'rounded-lg border border-line bg-surface';
  return (
    <output className="grid gap-6 md:grid-cols-[minmax(0,1fr)_19rem] lg:grid-cols-[minmax(0,1fr)_24rem]">
      <span className="sr-only">{t.loading}</span>
      <span aria-hidden="true" className={`h-96 ${box}`} />
      <span aria-hidden="true" className={`h-64 ${box}`} />
    </output>
  );
}
