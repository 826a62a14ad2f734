import { sentence } from '../api/sentence';
import { Button } from '../controls/Button';
import { Icon } from '../controls/Icon';
import { Notice } from '../controls/Notice';
import { useLanguage } from '../language/language';
import { useWords } from '../language/words';
import { EmptyPage } from '../page/EmptyPage';
import { Section, SentTabs } from '../page/Section';
import { useAddress } from '../route/address';
import { Link } from '../route/Link';
import { addressOf, filterIn, FILTERS, passes, type Filter } from './filters';
import { MessageList } from './MessageList';
import { useMessages } from './useMessages';
import { MESSAGE_WORDS } from './words/words';

export function MessagesPage() {
  const w = useWords(MESSAGE_WORDS);
  const { search } = useAddress();
  const filter = filterIn(search);
  return (
    <Section title={w.title} aside={<AnnounceLink />}>
      <SentTabs />
      <Filters current={filter} />
      <Listed key={filter} filter={filter} />
    </Section>
  );
}

function Listed({ filter }: { readonly filter: Filter }) {
  const { t } = useLanguage();
  const w = useWords(MESSAGE_WORDS);
  const { messages, next, problem, more } = useMessages(filter);
  return (
    <>
      {problem !== null && (messages === null || next === null) && (
        <div className="mb-4">
          <Notice tone="bad" action={<Button onClick={more}>{t.tryAgain}</Button>}>
            <strong className="font-medium">{w.failed}</strong> {sentence(problem, t)}
          </Notice>
        </div>
      )}
      {messages?.length === 0 && filter === 'all' && (
        <EmptyPage icon="send" title={w.empty}>
          {w.emptyLead}
        </EmptyPage>
      )}
      {messages === null && problem === null && (
        <output className="block py-8 text-center text-sm text-soft">{t.loading}</output>
      )}
      {messages !== null && (messages.length > 0 || filter !== 'all') && (
        <MessageList
          messages={messages.filter((message) => passes(filter, message))}
          more={next === null ? null : more}
          problem={problem}
        />
      )}
    </>
  );
}

function AnnounceLink() {
  const w = useWords(MESSAGE_WORDS);
  return (
    <Link
      to="/announce"
      className="inline-flex min-h-10 items-center gap-2 rounded-md bg-accent px-4 text-sm font-medium text-on-accent hover:bg-accent-strong"
    >
      <Icon name="send" className="size-4" />
      {w.announce}
    </Link>
  );
}

function Filters({ current }: { readonly current: Filter }) {
  const w = useWords(MESSAGE_WORDS);
  return (
    <nav aria-label={w.show} className="mb-3 flex flex-wrap gap-2">
      {(Object.keys(FILTERS) as Filter[]).map((filter) => (
        <Link
          key={filter}
          to={addressOf(filter)}
          aria-current={filter === current ? 'true' : undefined}
          className={`inline-flex min-h-8 items-center rounded-full border px-3 text-sm ${filter === current ? 'border-accent bg-accent-wash font-medium text-accent' : 'border-line bg-surface text-soft hover:text-ink'}`}
        >
          {w.filters[filter]}
        </Link>
      ))}
    </nav>
  );
}
