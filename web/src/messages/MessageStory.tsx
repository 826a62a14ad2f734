import { Panel } from '../controls/Panel';
import { useLanguage } from '../language/language';
import { wordFor } from '../language/strings';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import { Link } from '../route/Link';
import { Ago } from '../time/Moment';
import { ApprovalWord } from './ApprovalWord';
import { AudienceWords } from './AudienceWords';
import { CallBack } from './CallBack';
import { ByStatus } from './ByStatus';
import type { Message } from './message';
import { Reschedule } from './Reschedule';
import { SendAgain } from './SendAgain';
import { Spread } from './Spread';
import { canCancel, canReschedule, canSendAgain, standingOf } from './standing';
import { StandingWord } from './StandingWord';
import type { Followed } from './useMessage';
import { MESSAGE_WORDS } from './words/words';

interface Props {
  readonly message: Message;
  readonly followed: Followed;
}

/** How far it has come, whom it reaches by which ways, what it said and to whom, and what can still be done. */
export function MessageStory({ message, followed }: Props) {
  const { t } = useLanguage();
  const w = useWords(MESSAGE_WORDS);
  const { money } = useFormat();
  const { sender, createdAt, cost, currency, resendOf } = message;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 max-sm:-mx-4 md:grid-cols-[minmax(0,1fr)_19rem] lg:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="space-y-6">
        <div className="border-line bg-surface p-4 max-sm:border-y sm:rounded-lg sm:border">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-soft">
            <StandingWord standing={standingOf(message)} />
            <span>{wordFor(t.types, message.type)}</span>
            {sender !== null && <span>{w.by(sender.name)}</span>}
            <Ago at={createdAt} />
          </p>
          <Spread message={message} />
          <ApprovalWord approval={message.approval ?? null} />
          {message.error !== null && message.approval?.state !== 'REFUSED' && (
            <p className="mt-2 text-sm text-bad">{message.error}</p>
          )}
          <div className="mt-3 flex flex-wrap gap-2 empty:hidden">
            {canSendAgain(message) && <SendAgain message={message} />}
            {canReschedule(message) && <Reschedule message={message} onChanged={followed.replace} />}
            {canCancel(message) && <CallBack message={message} onChanged={followed.replace} />}
          </div>
        </div>
        <Panel title={w.reached}>
          <ByStatus {...message} />
          {cost !== null && (
            <p className="flex justify-between gap-4 border-t border-line px-4 py-3 text-sm">
              <span className="text-soft">{w.cost}</span>
              <span className="font-medium tabular-nums">{money(cost, currency)}</span>
            </p>
          )}
        </Panel>
      </div>
      <div className="space-y-6">
        <Panel title={w.toWhom}>
          <div className="px-4 pb-4 text-sm">
            <AudienceWords {...message} />
          </div>
        </Panel>
        <Panel title={w.said}>
          <div className="space-y-2 px-4 pb-4">
            {message.subject !== null && <p className="font-medium">{message.subject}</p>}
            <p className="text-sm whitespace-pre-line">{message.message ?? w.noWords}</p>
            {resendOf != null && (
              <p className="text-sm text-soft">
                {w.wasFor}{' '}
                <Link
                  to={`/messages/${encodeURIComponent(resendOf)}`}
                  className="font-medium text-accent hover:underline"
                >
                  {w.original}
                </Link>
              </p>
            )}
          </div>
        </Panel>
      </div>
    </div>
  );
}
