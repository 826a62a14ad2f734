import type { ReactNode } from 'react';
import type { Channel } from '../feed/notification';
import { useLanguage } from '../language/language';
import { formatLocale } from '../language/strings';
import { header, type Outgoing } from './outgoing';

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
  WHATSAPP: WhatsApp,
  PUSH: Card,
  WEBHOOK: Json,
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
      className="h-[60vh] w-full rounded-md border border-line"
    />
  );
}

function Sms({ outgoing }: Props) {
  const { t } = useLanguage();
  const segments = Number(header(outgoing, 'segments') ?? 1);
  return (
    <>
      <Bubble>{outgoing.body}</Bubble>
      <p className="mt-1 text-sm text-soft">
        {t.mailbox.segments(segments, header(outgoing, 'encoding') ?? '')}
      </p>
    </>
  );
}

/** What stands between two stars is the title, in bold. */
function WhatsApp({ outgoing }: Props) {
  const body = outgoing.body ?? '';
  const [head = '', title] = /^\*([^*\n]+)\*/.exec(body) ?? [];
  return (
    <Bubble>
      <strong>{title}</strong>
      {body.slice(head.length)}
    </Bubble>
  );
}

function Bubble({ children }: { readonly children: ReactNode }) {
  return (
    <p className="w-fit max-w-sm rounded-2xl rounded-bl-sm bg-bubble px-4 py-3 whitespace-pre-line">
      {children}
    </p>
  );
}

function Card({ outgoing }: Props) {
  const link = header(outgoing, 'link');
  return (
    <div className="max-w-sm rounded-xl border border-line bg-ground px-4 py-3 shadow-sm">
      <p className="font-semibold">{outgoing.subject}</p>
      <p className="text-sm whitespace-pre-line">{outgoing.body}</p>
      {link !== undefined && <p className="mt-1 truncate text-sm text-soft">{link}</p>}
    </div>
  );
}

function Json({ outgoing }: Props) {
  return <Text outgoing={{ ...outgoing, body: indented(outgoing.body ?? '') }} />;
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
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
