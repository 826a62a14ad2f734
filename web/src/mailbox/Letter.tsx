import type { ReactNode } from 'react';
import type { Channel } from '../feed/notification';
import { useLanguage } from '../language/language';
import { formatLocale } from '../language/strings';
import { header, type Outgoing } from './outgoing';
import { segmentsOf } from './segments';

interface Props {
  readonly outgoing: Outgoing;
}

/** A message the way its reader would have seen it. */
export function Letter({ outgoing }: Props) {
  const Look = LOOKS[outgoing.channel] ?? Text;
  const { language, t } = useLanguage();
  const at = new Intl.DateTimeFormat(formatLocale(language), { dateStyle: 'medium', timeStyle: 'medium' });
  const from = header(outgoing, 'from');
  return (
    <>
      <dl className="mb-4 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
        {from !== undefined && <Line name={t.mailbox.from}>{from}</Line>}
        <Line name={t.mailbox.to}>{outgoing.to}</Line>
        <Line name={t.mailbox.through}>{outgoing.provider}</Line>
        <Line name={t.mailbox.sent}>{at.format(new Date(outgoing.at))}</Line>
      </dl>
      <Look outgoing={outgoing} />
    </>
  );
}

const LOOKS: Record<Channel, (letter: Props) => ReactNode> = {
  EMAIL: Email,
  SMS: Sms,
  WHATSAPP: Bubble,
  PUSH: Card,
  WEBHOOK: Text,
  IN_APP: Text,
};

function Email({ outgoing }: Props) {
  const { t } = useLanguage();
  if (!outgoing.html) return <Text outgoing={outgoing} />;
  // No permission at all: no scripts, no forms, no links out of the frame.
  return (
    <iframe
      sandbox=""
      srcDoc={outgoing.html}
      title={t.mailbox.message}
      className="h-[60vh] w-full rounded-md border border-line bg-[white] [color-scheme:light]"
    />
  );
}

function Sms({ outgoing }: Props) {
  const { t } = useLanguage();
  const { characters, segments } = segmentsOf(outgoing.body ?? '');
  return (
    <>
      <Bubble outgoing={outgoing} />
      <p className="mt-1 text-sm text-soft">{t.mailbox.segments(segments, characters)}</p>
    </>
  );
}

function Bubble({ outgoing }: Props) {
  return (
    <p className="w-fit max-w-sm rounded-2xl rounded-bl-sm bg-bubble px-4 py-3 whitespace-pre-line">
      {outgoing.body}
    </p>
  );
}

function Card({ outgoing }: Props) {
  return (
    <div className="max-w-sm rounded-xl border border-line bg-ground px-4 py-3 shadow-sm">
      <p className="font-semibold">{outgoing.subject}</p>
      <p className="text-sm whitespace-pre-line">{outgoing.body}</p>
    </div>
  );
}

function Text({ outgoing }: Props) {
  return (
    <pre className="max-h-[60vh] overflow-auto rounded-md border border-line bg-ground p-4 font-sans text-sm whitespace-pre-wrap">
      {outgoing.body}
    </pre>
  );
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-soft">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
