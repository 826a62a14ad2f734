import { useState } from 'react';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import { useNow } from '../time/clock';
import { AlarmQuestion } from './AlarmQuestion';
import { announcement } from './announcement';
import { EMPTY } from './draft';
import { missing } from './missing';
import { placeOf } from './place';
import { Sender } from './Sender';
import { onButton, whereIn } from './sentences';
import { useSending } from './useSending';
import type { Told } from './WhoGetsIt';
import { WideQuestion } from './WideQuestion';
import { ANNOUNCE_WORDS } from './words/words';

interface Props extends Told {
  readonly onSent: (messageId: string) => void;
  readonly onStartOver: () => void;
}

/** Sends an announcement, after a question where it is an emergency or far wider than usual. */
export function SendBar({ draft, tree, topics, previewing, onSent, onStartOver }: Props) {
  const w = useWords(ANNOUNCE_WORDS);
  const format = useFormat();
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

  return (
    <Sender
      look={draft.emergency ? 'alarm' : 'primary'}
      label={label}
      reason={reason}
      busy={busy}
      refused={refused}
      onPress={press}
      onStartOver={draft === EMPTY ? null : onStartOver}
    >
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
    </Sender>
  );
}
