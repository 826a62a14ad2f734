import { useRef, useState } from 'react';
import { sentence } from '../api/sentence';
import { useFetched } from '../api/useFetched';
import { Button } from '../controls/Button';
import { Icon } from '../controls/Icon';
import { Notice } from '../controls/Notice';
import { Panel } from '../controls/Panel';
import { useLanguage } from '../language/language';
import { wordFor } from '../language/strings';
import { Ago } from '../time/Moment';
import { Letter } from './Letter';
import type { Outgoing } from './outgoing';

const LOOK_EVERY_MS = 5_000;

export function Mailbox({ news }: { readonly news: number }) {
  const { t } = useLanguage();
  const { data, problem, reload } = useFetched<Outgoing[]>('/api/sandbox/outbox?limit=20', {
    news,
    everyMs: LOOK_EVERY_MS,
  });
  const [open, setOpen] = useState<Outgoing | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);

  const show = (outgoing: Outgoing) => {
    setOpen(outgoing);
    dialog.current?.showModal();
  };

  return (
    <Panel title={t.mailbox.title} lead={t.mailbox.lead}>
      {problem !== null && (
        <div className="px-4 pb-3">
          <Notice
            tone="bad"
            action={
              <Button look="text" onClick={reload}>
                {t.tryAgain}
              </Button>
            }
          >
            <strong className="font-medium">{t.mailbox.failed}</strong> {sentence(problem, t)}
          </Notice>
        </div>
      )}
      {data === null && problem === null && <p className="px-4 pb-4 text-sm text-soft">{t.loading}</p>}
      {data?.length === 0 && <p className="px-4 pb-4 text-sm text-soft">{t.mailbox.none}</p>}
      <ul>
        {data?.map((outgoing) => (
          <li key={outgoing.id} className="border-t border-line">
            <button
              type="button"
              aria-haspopup="dialog"
              onClick={() => show(outgoing)}
              className="block w-full px-4 py-2 text-left -outline-offset-2 hover:bg-hover"
            >
              <span className="flex items-baseline gap-3 text-sm text-soft">
                <span className="font-medium text-ink">{wordFor(t.channels, outgoing.channel)}</span>
                <span className="min-w-0 flex-1 truncate">{outgoing.to}</span>
                <Ago at={outgoing.at} />
              </span>
              <span className="mt-1 block truncate text-sm">
                {outgoing.subject || outgoing.body || t.mailbox.noSubject}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <dialog
        ref={dialog}
        aria-labelledby="letter-title"
        onClose={() => setOpen(null)}
        closedby="any"
        className="m-auto w-full max-w-2xl animate-appear bg-surface text-ink sm:rounded-lg max-sm:h-dvh max-sm:max-h-none max-sm:max-w-none"
      >
        {open !== null && (
          <div className="p-4 sm:p-6">
            <div className="mb-4 flex items-start justify-between gap-4">
              <h2 id="letter-title" className="min-w-0 text-lg font-semibold">
                {open.subject || wordFor(t.channels, open.channel)}
              </h2>
              <button
                type="button"
                aria-label={t.close}
                onClick={() => dialog.current?.close()}
                className="grid size-10 shrink-0 place-items-center rounded-md text-soft hover:bg-hover hover:text-ink"
              >
                <Icon name="close" />
              </button>
            </div>
            <Letter outgoing={open} />
          </div>
        )}
      </dialog>
    </Panel>
  );
}
