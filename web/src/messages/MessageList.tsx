import type { Problem } from '../api/problem';
import { ListEnd } from '../controls/ListEnd';
import { useLanguage } from '../language/language';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import { wordFor } from '../language/strings';
import { Link } from '../route/Link';
import { useSession } from '../session/session';
import { Ago, Appointment } from '../time/Moment';
import type { MessageSummary } from './message';
import { standingOf } from './standing';
import { StandingWord } from './StandingWord';
import { MESSAGE_WORDS } from './words/words';

interface Props {
  readonly messages: readonly MessageSummary[];
  /** Fetches the next page; null at the end. */
  readonly more: (() => void) | null;
  readonly problem: Problem | null;
}

const COLUMNS = 'md:grid-cols-[minmax(0,1fr)_11rem_6rem_9rem]';

export function MessageList({ messages, more, problem }: Props) {
  const w = useWords(MESSAGE_WORDS);
  return (
    <div className="overflow-clip rounded-lg border border-line bg-surface max-sm:-mx-4 max-sm:rounded-none max-sm:border-x-0">
      <div
        aria-hidden="true"
        className={`sticky top-22 z-10 grid gap-4 border-b border-line bg-surface px-4 py-2 text-sm text-soft max-md:hidden ${COLUMNS}`}
      >
        <span>{w.what}</span>
        <span>{w.state}</span>
        <span className="text-right">{w.to}</span>
        <span className="text-right">{w.sent}</span>
      </div>
      <ul className="divide-y divide-line">
        {messages.map((message) => (
          <Row key={message.id} message={message} />
        ))}
      </ul>
      <ListEnd more={more} problem={problem} end={messages.length === 0 ? w.noneSuch : w.end} />
    </div>
  );
}

function Row({ message }: { readonly message: MessageSummary }) {
  const { t } = useLanguage();
  const w = useWords(MESSAGE_WORDS);
  const { session } = useSession();
  const { number } = useFormat();
  const { id, subject, message: text, type, recipientCount, scheduledFor, createdAt, sender } = message;
  const standing = standingOf(message);
  const ahead = standing === 'scheduled' && scheduledFor !== null;
  return (
    <li>
      <Link
        to={`/messages/${encodeURIComponent(id)}`}
        className={`grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 gap-y-1 px-4 py-3 -outline-offset-2 hover:bg-hover ${COLUMNS}`}
      >
        <span className="min-w-0 max-md:col-span-2">
          <span className="block truncate font-medium">{subject ?? text ?? wordFor(t.types, type)}</span>
          <span className="block truncate text-sm text-soft">
            {sender !== null && sender.id !== session?.person.id && `${sender.name} · `}
            {subject === null ? wordFor(t.types, type) : text}
          </span>
        </span>
        <span className="max-md:order-1">
          <StandingWord standing={standing} />
        </span>
        <span className="text-right text-sm tabular-nums max-md:order-3 max-md:hidden">
          {number(recipientCount)}
        </span>
        <span className="text-right text-sm text-soft max-md:order-2">
          <span className="md:hidden">{w.people(recipientCount, number(recipientCount))} · </span>
          {ahead ? <Appointment at={scheduledFor} /> : <Ago at={createdAt} />}
        </span>
      </Link>
    </li>
  );
}
