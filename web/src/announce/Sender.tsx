import { useId, type ReactNode } from 'react';
import type { Problem } from '../api/problem';
import { sentence } from '../api/sentence';
import { Button } from '../controls/Button';
import { Notice } from '../controls/Notice';
import { useLanguage } from '../language/language';
import { useWords } from '../language/words';
import { ANNOUNCE_WORDS } from './words/words';

interface Props {
  readonly look?: 'primary' | 'alarm';
  /** What a press does, said in full. */
  readonly label: string;
  /** Why it cannot go yet. */
  readonly reason: string | null;
  readonly busy: boolean;
  readonly refused: Problem | null;
  /** What helps where it was refused, besides pressing again. */
  readonly remedy?: ReactNode;
  readonly onPress: () => void;
  /** Null as long as nothing is written. */
  readonly onStartOver: (() => void) | null;
  /** What is asked before it goes. */
  readonly children: ReactNode;
}

/** The button says what it does; where it cannot, the reason stands beside it. */
export function Sender(props: Props) {
  const { look = 'primary', label, reason, busy, refused, remedy, onPress, onStartOver, children } = props;
  const { t } = useLanguage();
  const w = useWords(ANNOUNCE_WORDS);
  const id = useId();
  const unsure = refused !== null && (refused.status === 0 || refused.status >= 500);
  return (
    <div className="space-y-2 border-t border-line px-4 py-3">
      {refused !== null && (
        <Notice tone="bad" action={remedy}>
          <strong className="font-medium">{unsure ? w.unsure : w.notSent}</strong> {sentence(refused, t)}
          {refused.fields.map(({ path, message }) => (
            <p key={path}>
              {path}: {message}
            </p>
          ))}
        </Notice>
      )}
      <Button
        look={look}
        busy={busy}
        disabled={reason !== null}
        aria-describedby={id}
        onClick={onPress}
        className="min-h-14 w-full py-2 text-balance"
      >
        {busy ? w.sending : label}
      </Button>
      <div id={id} className="flex min-h-5 flex-wrap items-center justify-between gap-x-4 text-sm text-soft">
        <output>{reason}</output>
        {onStartOver !== null && (
          <Button look="text" className="mx-0 ml-auto -mr-2" disabled={busy} onClick={onStartOver}>
            {w.startOver}
          </Button>
        )}
      </div>
      {children}
    </div>
  );
}
