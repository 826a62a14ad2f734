import { useId, useState } from 'react';
import { sentence } from '../api/sentence';
import { Button } from '../controls/Button';
import { Notice } from '../controls/Notice';
import { useLanguage } from '../language/language';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import { useNow } from '../time/clock';
import { AlarmQuestion } from './AlarmQuestion';
import { announcement } from './announcement';
import { EMPTY } from './draft';
import { missing } from './missing';
import { placeOf } from './place';
import { onButton, whereIn } from './sentences';
import { useSending } from './useSending';
import type { Told } from './WhoGetsIt';
import { WideQuestion } from './WideQuestion';
import { ANNOUNCE_WORDS } from './words/words';

interface Props extends Told {
  readonly onSent: (messageId: string) => void;
  readonly onStartOver: () => void;
}

/** The button says what it does; where it cannot, the reason stands beside it. */
export function SendBar({ draft, tree, topics, previewing, onSent, onStartOver }: Props) {
  const { t } = useLanguage();
  const w = useWords(ANNOUNCE_WORDS);
  const format = useFormat();
  const id = useId();
  const [asking, setAsking] = useState<'wide' | 'alarm' | null>(null);
  const { preview, fresh, problem } = previewing;
  const body = announcement(draft, tree);
  const { send, busy, refused } = useSending(body, onSent);

  const [lack] = missing(draft, tree, useNow());
  const counted = preview !== null && fresh && problem === null;
  const reason = lack !== undefined ? w.lacks[lack] : whyNot();
  function whyNot(): string | null {
    if (problem !== null) return w.previewFailed;
    if (!counted) return w.counting;
    return preview.recipientCount === 0 ? w.nobody : null;
  }

  const where = whereIn(placeOf(tree, topics, draft.choice), w, format);
  const label = !counted ? w.sendPlain : onButton(draft, preview, where, w, format);
  const press = () => {
    if (draft.emergency) setAsking('alarm');
    else if (preview?.warning != null) setAsking('wide');
    else void send(preview?.confirmation.token);
  };
  const answer = (token: string | undefined) => {
    setAsking(null);
    void send(token);
  };
  const unsure = refused !== null && (refused.status === 0 || refused.status >= 500);

  return (
    <div className="space-y-2 border-t border-line px-4 py-3">
      {refused !== null && (
        <Notice tone="bad">
          <strong className="font-medium">{unsure ? w.unsure : w.notSent}</strong> {sentence(refused, t)}
          {refused.fields.map(({ path, message }) => (
            <p key={path}>
              {path}: {message}
            </p>
          ))}
        </Notice>
      )}
      <Button
        look={draft.emergency ? 'alarm' : 'primary'}
        busy={busy}
        disabled={reason !== null}
        aria-describedby={id}
        onClick={press}
        className="min-h-14 w-full py-2 text-balance"
      >
        {busy ? w.sending : label}
      </Button>
      <div id={id} className="flex min-h-5 flex-wrap items-center justify-between gap-x-4 text-sm text-soft">
        <output>{reason}</output>
        {draft !== EMPTY && (
          <Button look="text" className="mx-0 ml-auto -mr-2" onClick={onStartOver}>
            {w.startOver}
          </Button>
        )}
      </div>
      {asking === 'wide' && preview?.warning != null && (
        <WideQuestion
          warning={preview.warning}
          audience={body.audience}
          tree={tree}
          label={label}
          onAnswer={() => answer(preview.confirmation.token)}
          onBack={() => setAsking(null)}
        />
      )}
      {asking === 'alarm' && <AlarmQuestion body={body} onAnswer={answer} onBack={() => setAsking(null)} />}
    </div>
  );
}
