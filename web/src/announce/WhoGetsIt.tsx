import { audienceOf } from '../audience/expression';
import type { Topic } from '../audience/saved';
import type { Tree } from '../audience/scope';
import { Icon } from '../controls/Icon';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import type { Draft } from './draft';
import { placeOf } from './place';
import { Reached } from './Reached';
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
  const w = useWords(ANNOUNCE_WORDS);
  const format = useFormat();
  const where = whereIn(placeOf(tree, topics, draft.choice), w, format);
  return (
    <Reached
      draft={draft}
      where={where}
      previewing={previewing}
      waiting={<Waiting asked={audienceOf(tree, draft.choice).include.length > 0} />}
    />
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
