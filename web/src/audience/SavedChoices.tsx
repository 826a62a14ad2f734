import { useState } from 'react';
import { Button } from '../controls/Button';
import { Notice } from '../controls/Notice';
import { useWords } from '../language/words';
import { choiceOf, NOBODY, type Choice } from './expression';
import { KeepSaved } from './KeepSaved';
import type { Tree } from './scope';
import type { SavedOnes } from './useSaved';
import { AUDIENCE_WORDS } from './words';

interface Props {
  readonly tree: Tree;
  readonly saved: SavedOnes;
  readonly choice: Choice;
  readonly onChoose: (choice: Choice) => void;
}

/** One chosen again shows its ticks, so that it can be changed; where ticks cannot say it, it is taken whole. */
export function SavedChoices({ tree, saved: { all, now, reload }, choice, onChoose }: Props) {
  const w = useWords(AUDIENCE_WORDS);
  const [keeping, setKeeping] = useState(false);
  if (all.length === 0) return null;

  const choose = (id: string) => {
    const chosen = all.find((one) => one.id === id);
    if (chosen === undefined) onChoose(NOBODY);
    else onChoose(choiceOf(tree, chosen.audience) ?? { ...NOBODY, saved: [chosen.id] });
  };
  const forgotten = (id: string) => {
    if (choice.saved.includes(id)) onChoose(NOBODY);
  };

  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-end gap-2">
        <label className="min-w-0 flex-1 text-sm font-medium">
          {w.saved}
          <select
            value={now?.id ?? ''}
            onChange={(change) => choose(change.target.value)}
            className="mt-1 block h-10 w-full rounded-md border border-edge bg-surface px-3 text-base font-normal sm:text-sm"
          >
            <option value="">{w.savedNone}</option>
            {all.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <Button onClick={() => setKeeping(true)}>{w.keepSaved}</Button>
      </div>
      {choice.saved.length > 0 && now !== undefined && <Notice tone="calm">{w.savedWhole(now.name)}</Notice>}
      {keeping && (
        <KeepSaved
          tree={tree}
          saved={all}
          onChanged={reload}
          onForgotten={forgotten}
          onClose={() => setKeeping(false)}
        />
      )}
    </div>
  );
}
