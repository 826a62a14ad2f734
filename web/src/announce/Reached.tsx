import type { ReactNode } from 'react';
import { sentence } from '../api/sentence';
import { Button } from '../controls/Button';
import { Notice } from '../controls/Notice';
import { useLanguage } from '../language/language';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import type { Draft } from './draft';
import { PreviewDetails } from './PreviewDetails';
import { NOWHERE } from './sentences';
import type { Where } from './words/en';
import type { Previewing } from './usePreview';
import { ANNOUNCE_WORDS } from './words/words';

interface Props {
  readonly draft: Draft;
  readonly where: Where;
  readonly previewing: Previewing;
  /** What stands there as long as nobody was counted. */
  readonly waiting: ReactNode;
  /** More about them, between their number and the details. */
  readonly children?: ReactNode;
}

/** The number of those who will get it, and everything that is to be known about them before. */
export function Reached({ draft, where, previewing, waiting, children }: Props) {
  const { t } = useLanguage();
  const w = useWords(ANNOUNCE_WORDS);
  const { number } = useFormat();
  const { preview, problem, fresh, again } = previewing;
  // An older number says nothing about the people who are chosen now.
  const counted = fresh && problem === null;

  return (
    <section
      aria-busy={preview !== null && !fresh}
      className="min-h-0 flex-1 space-y-3 overflow-y-auto px-4 py-3"
    >
      <h2 className="text-sm font-semibold text-soft">{w.who}</h2>
      {problem !== null && (
        <Notice
          tone="bad"
          action={
            <Button look="text" onClick={again}>
              {t.tryAgain}
            </Button>
          }
        >
          <strong className="font-medium">{w.previewFailed}</strong> {sentence(problem, t)}
        </Notice>
      )}
      {preview === null && problem === null && waiting}
      {preview !== null && (
        <div className={`space-y-3 transition-opacity ${counted ? '' : 'opacity-50'}`}>
          <p aria-live="polite" className="text-sm">
            <span className="mr-2 text-4xl font-semibold tracking-tight tabular-nums">
              {number(preview.recipientCount)}
            </span>
            <span className="text-soft">
              {preview.recipientCount === 0
                ? w.nobody
                : w.peopleWord(preview.recipientCount, counted ? where : NOWHERE)}
            </span>
          </p>
          {children}
          {preview.recipientCount > 0 && <PreviewDetails draft={draft} preview={preview} />}
        </div>
      )}
    </section>
  );
}
