import { useState } from 'react';
import { sentence } from '../api/sentence';
import { useFetched } from '../api/useFetched';
import type { Topic } from '../audience/saved';
import { Button } from '../controls/Button';
import { focusOnMount } from '../controls/focusOnMount';
import { Notice } from '../controls/Notice';
import { Panel } from '../controls/Panel';
import { useLanguage } from '../language/language';
import { formatLocale } from '../language/strings';
import { useWords } from '../language/words';
import { EmptyPage } from '../page/EmptyPage';
import { Section } from '../page/Section';
import { mayAnnounce } from '../session/person';
import { useSession } from '../session/session';
import { ChangeTopic } from './ChangeTopic';
import { OpenTopic } from './OpenTopic';
import { byGroup } from './topic';
import { TopicRow } from './TopicRow';
import { TOPICS_WORDS } from './words/words';

/** What people choose to hear of; whoever leads a group looks after its topics here as well. */
export function TopicsPage() {
  const { t, language } = useLanguage();
  const w = useWords(TOPICS_WORDS);
  const { session } = useSession();
  const { data, problem, reload, mend } = useFetched<Topic[]>('/api/topics');
  const [opening, setOpening] = useState(false);
  const [changing, setChanging] = useState<Topic | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const heads = session !== null && mayAnnounce(session.person);

  const over = (outcome: string | null) => {
    setOpening(false);
    setChanging(null);
    setDone(outcome);
    if (outcome !== null) reload();
  };
  const replace = (topic: Topic) =>
    mend((topics) => topics.map((one) => (one.name === topic.name ? topic : one)));

  return (
    <Section
      title={t.nav.topics}
      lead={w.lead}
      aside={
        heads && (
          <Button look="primary" onClick={() => setOpening(true)}>
            {w.open}
          </Button>
        )
      }
    >
      <div className="max-w-3xl space-y-6 max-sm:-mx-4">
        {done !== null && (
          <div key={done} ref={focusOnMount} tabIndex={-1} className="outline-none max-sm:px-4">
            <Notice tone="calm">{done}</Notice>
          </div>
        )}
        {problem !== null && (
          <div className="max-sm:px-4">
            <Notice tone="bad" action={<Button onClick={reload}>{t.tryAgain}</Button>}>
              <strong className="font-medium">{w.failed}</strong> {sentence(problem, t)}
            </Notice>
          </div>
        )}
        {data === null && problem === null && (
          <output className="block h-40 border-line bg-surface max-sm:border-y sm:rounded-lg sm:border">
            <span className="sr-only">{t.loading}</span>
          </output>
        )}
        {data?.length === 0 && (
          <EmptyPage icon="tag" title={w.none}>
            {heads ? w.noneLeadHead : w.noneLead}
          </EmptyPage>
        )}
        {byGroup(data ?? [], formatLocale(language)).map((group) => (
          <Panel key={group.id} title={group.name}>
            <ul>
              {group.topics.map((topic) => (
                <TopicRow key={topic.name} topic={topic} onAnswer={replace} onChange={setChanging} />
              ))}
            </ul>
          </Panel>
        ))}
      </div>
      {opening && <OpenTopic onOver={over} />}
      {changing !== null && <ChangeTopic topic={changing} onOver={over} />}
    </Section>
  );
}
