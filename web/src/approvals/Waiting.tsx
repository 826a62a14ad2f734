import type { ReactNode } from 'react';
import { Panel } from '../controls/Panel';
import { useLanguage } from '../language/language';
import { wordFor } from '../language/strings';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import { AudienceWords } from '../messages/AudienceWords';
import type { Message } from '../messages/message';
import { useNow } from '../time/clock';
import { Ago } from '../time/Moment';
import { Deciding } from './Deciding';
import { leavingOf } from './leaving';
import { APPROVALS_WORDS } from './words/words';

interface Props {
  readonly message: Message;
  readonly onDecided: (outcome: string) => void;
}

/** Who wants to say what, to whom and when: what has to be known to agree. */
export function Waiting({ message, onDecided }: Props) {
  const { t } = useLanguage();
  const w = useWords(APPROVALS_WORDS);
  const format = useFormat();
  const { number, list } = format;
  const now = useNow();
  const { sender, subject, approval, recipientCount, channels } = message;
  return (
    <Panel
      title={w.wants(sender?.name ?? w.somebody)}
      aside={
        approval != null && (
          <p className="text-sm text-soft">
            {approval.communityName !== null && `${approval.communityName} · `}
            {w.asked} <Ago at={approval.askedAt} />
          </p>
        )
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-4 border-t border-line p-4 md:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="space-y-2">
          {subject !== null && <p className="text-lg font-medium text-balance">{subject}</p>}
          <p className="max-w-prose whitespace-pre-line">{message.message ?? w.noWords}</p>
        </div>
        <dl className="space-y-3 text-sm">
          <Fact title={w.toWhom}>
            <p className="text-2xl font-semibold tabular-nums">
              {w.people(recipientCount, number(recipientCount))}
            </p>
            <AudienceWords {...message} />
          </Fact>
          <Fact title={w.ways}>{list(channels.map((channel) => wordFor(t.channels, channel)))}</Fact>
          <Fact title={w.when}>{leavingOf(message, now, w, format)}</Fact>
          {message.priority !== 'MEDIUM' && (
            <Fact title={w.urgent}>{wordFor(t.priorities, message.priority)}</Fact>
          )}
        </dl>
      </div>
      <Deciding message={message} onDecided={onDecided} />
    </Panel>
  );
}

function Fact({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="text-soft">{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}
