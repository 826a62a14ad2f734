import { sentence } from '../api/sentence';
import type { Topic } from '../audience/saved';
import type { Tree } from '../audience/scope';
import { Button } from '../controls/Button';
import { Icon } from '../controls/Icon';
import { Notice } from '../controls/Notice';
import { useLanguage } from '../language/language';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import type { Draft } from './draft';
import { PreviewDetails } from './PreviewDetails';
import { placeOf } from './place';
import { whereIn } from './sentences';
import type { Previewing } from './usePreview';
import { ANNOUNCE_WORDS } from './words/words';

export interface Told {
  readonly draft: Draft;
  readonly tree: Tree;
  readonly topics: readonly Topic[];
  readonly previewing: Previewing;
}

export function WhoGetsIt({ draft, tree, topics, previewing }: Told) {
  const { t } = useLanguage();
  const w = useWords(ANNOUNCE_WORDS);
  const format = useFormat();
  const { preview, problem, fresh, again } = previewing;
  const where = whereIn(placeOf(tree, topics, draft.choice), w, format);

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
      {preview === null && problem === null && <Waiting asked={Object.keys(draft.choice.marks).length > 0} />}
      {preview !== null && (
        <div className={`space-y-3 transition-opacity ${fresh && problem === null ? '' : 'opacity-50'}`}>
          <p aria-live="polite" className="text-sm">
            <span className="mr-2 text-4xl font-semibold tracking-tight tabular-nums">
              {format.number(preview.recipientCount)}
            </span>
            <span className="text-soft">
              {preview.recipientCount === 0 ? w.nobody : w.peopleWord(preview.recipientCount, where)}
            </span>
          </p>
          {preview.recipientCount > 0 && <PreviewDetails draft={draft} preview={preview} />}
        </div>
      )}
    </section>
  );
}

function Waiting({ asked }: { readonly asked: boolean }) {
  const w = useWords(ANNOUNCE_WORDS);
  return (
    <div className="flex items-center gap-3 py-4 text-sm text-soft">
      <Icon name="people" className="size-6" />
      <output>{asked ? w.counting : w.nobodyYet}</output>
    </div>
  );
}
