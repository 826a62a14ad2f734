import { useEffect, useMemo, useState } from 'react';
import { AudiencePicker } from '../audience/AudiencePicker';
import { audienceOf } from '../audience/expression';
import type { Topic } from '../audience/saved';
import { treeOf, type Scope } from '../audience/scope';
import { Panel } from '../controls/Panel';
import { useLanguage } from '../language/language';
import { formatLocale } from '../language/strings';
import { useWords } from '../language/words';
import { go } from '../route/address';
import type { SignedIn } from '../session/person';
import { addressed } from './announcement';
import { EMPTY, keepDraft, recallDraft, type Draft } from './draft';
import { HowAndWhen } from './HowAndWhen';
import { Saying } from './Saying';
import { SendBar } from './SendBar';
import { usePreview } from './usePreview';
import { WhoGetsIt } from './WhoGetsIt';
import { ANNOUNCE_WORDS } from './words/words';

interface Props {
  readonly person: SignedIn;
  readonly scopes: readonly Scope[];
  readonly topics: readonly Topic[];
}

/** What is said on the left; on the right, live, who will get it. */
export function Announce({ person, scopes, topics }: Props) {
  const { language } = useLanguage();
  const w = useWords(ANNOUNCE_WORDS);
  const tree = useMemo(() => treeOf(scopes, formatLocale(language)), [scopes, language]);
  const [draft, setDraft] = useState(() => recallDraft(person.id));
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  useEffect(() => keepDraft(person.id, draft), [person.id, draft]);

  const somebody = audienceOf(tree, draft.choice).include.length > 0;
  const someWay = draft.emergency || draft.channels.length > 0;
  const previewing = usePreview(somebody && someWay ? addressed(draft, tree) : null);
  const told = { draft, tree, topics, previewing };

  const sent = (messageId: string) => {
    keepDraft(person.id, EMPTY);
    go(`/messages/${encodeURIComponent(messageId)}`, { replace: true });
  };

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 max-md:-mx-4 md:grid-cols-[minmax(0,1fr)_19rem] lg:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="space-y-6">
        <Panel title={w.what}>
          <Saying draft={draft} onChange={change} />
        </Panel>
        <Panel title={w.whom}>
          <div className="px-4 pb-4">
            <AudiencePicker
              tree={tree}
              topics={topics}
              choice={draft.choice}
              onChoose={(choice) => change({ choice })}
            />
          </div>
        </Panel>
        <Panel title={w.how}>
          <HowAndWhen person={person} draft={draft} onChange={change} />
        </Panel>
      </div>
      <aside
        aria-label={w.who}
        className="flex flex-col border-line bg-surface max-sm:border-y sm:rounded-lg sm:border md:sticky md:top-28 md:max-h-[calc(100dvh-11rem)]"
      >
        <WhoGetsIt {...told} />
        <SendBar {...told} onSent={sent} onStartOver={() => setDraft(EMPTY)} />
      </aside>
    </div>
  );
}
