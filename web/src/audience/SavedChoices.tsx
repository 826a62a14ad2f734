import { useState } from 'react';
import { asProblem, type Problem } from '../api/problem';
import { sentence } from '../api/sentence';
import { Button } from '../controls/Button';
import { Notice } from '../controls/Notice';
import { useLanguage } from '../language/language';
import { useWords } from '../language/words';
import { useSession } from '../session/session';
import { choiceOf, NOBODY, type Choice } from './expression';
import type { Saved } from './saved';
import type { Tree } from './scope';
import { SAVED_PATH, type SavedOnes } from './useSaved';
import { AUDIENCE_WORDS } from './words';

interface Props {
  readonly tree: Tree;
  readonly saved: SavedOnes;
  readonly choice: Choice;
  readonly onChoose: (choice: Choice) => void;
}

/** One chosen again shows its ticks, so that it can be changed; where ticks cannot say it, it is taken whole. */
export function SavedChoices({ tree, saved: { all, now, reload }, choice, onChoose }: Props) {
  const { t } = useLanguage();
  const w = useWords(AUDIENCE_WORDS);
  const { api } = useSession();
  const [problem, setProblem] = useState<Problem | null>(null);
  if (all.length === 0) return null;

  const choose = (id: string) => {
    const chosen = all.find((one) => one.id === id);
    if (chosen === undefined) onChoose(NOBODY);
    else onChoose(choiceOf(tree, chosen.audience) ?? { ...NOBODY, saved: [chosen.id] });
  };
  const forget = async ({ id }: Saved) => {
    try {
      await api(`${SAVED_PATH}/${encodeURIComponent(id)}`, { method: 'DELETE' });
      setProblem(null);
      if (choice.saved.includes(id)) onChoose(NOBODY);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
    reload();
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
        {now !== undefined && (
          <Button aria-label={w.forget(now.name)} onClick={() => void forget(now)}>
            {w.forgetDo}
          </Button>
        )}
      </div>
      {problem !== null && <Notice tone="bad">{sentence(problem, t)}</Notice>}
      {choice.saved.length > 0 && now !== undefined && <Notice tone="calm">{w.savedWhole(now.name)}</Notice>}
    </div>
  );
}
