import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { Writing } from '../controls/Writing';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import { openAtFirst, rowsOf } from './rows';
import type { Tree } from './scope';
import { ticksOf, toggle, type Marks } from './ticks';
import { onward } from './treeKeys';
import { TreeRow } from './TreeRow';
import { AUDIENCE_WORDS } from './words';

const WORTH_SEARCHING = 15;

interface Props {
  readonly tree: Tree;
  readonly marks: Marks;
  readonly onMark: (marks: Marks) => void;
}

/** The groups somebody may address, each with its box. Arrow keys walk, the space bar ticks, letters find. */
export function GroupTree({ tree, marks, onMark }: Props) {
  const w = useWords(AUDIENCE_WORDS);
  const { number } = useFormat();
  const [open, setOpen] = useState(() => openAtFirst(tree));
  const [sought, setSought] = useState('');
  const [at, setAt] = useState<string | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const { rows, left } = useMemo(() => rowsOf(tree, open, sought), [tree, open, sought]);
  const tick = useMemo(() => ticksOf(tree, marks), [tree, marks]);
  const current = rows.find(({ scope }) => scope.id === at) ?? rows[0];

  const unfold = (id: string, unfolded: boolean) => {
    const next = new Set(open);
    if (unfolded) next.add(id);
    else next.delete(id);
    setOpen(next);
  };
  const press = (id: string) => {
    setAt(id);
    onMark(toggle(tree, marks, id));
  };
  const walk = (event: KeyboardEvent) => {
    if (current === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = onward(event.key, rows, current);
    if (step === null) return;
    event.preventDefault();
    if (step.press) press(current.scope.id);
    if (step.unfold !== undefined) unfold(current.scope.id, step.unfold);
    if (step.to !== undefined) {
      setAt(step.to);
      root.current?.querySelector<HTMLElement>(`[data-group="${CSS.escape(step.to)}"]`)?.focus();
    }
  };

  return (
    <div>
      {tree.byId.size > WORTH_SEARCHING && (
        <Writing
          label={w.find}
          placeholder={w.find}
          type="search"
          bare
          value={sought}
          onWrite={setSought}
          className="mb-2"
        />
      )}
      <div
        ref={root}
        role="tree"
        tabIndex={-1}
        aria-label={w.groups}
        aria-multiselectable="true"
        onKeyDown={walk}
        className="max-h-96 overflow-y-auto rounded-md border border-line py-1"
      >
        {rows.map((row) => (
          <TreeRow
            key={row.scope.id}
            row={row}
            tick={tick(row.scope.id)}
            current={row === current}
            flat={tree.below.size === 0}
            onPress={press}
            onUnfold={unfold}
          />
        ))}
      </div>
      {rows.length === 0 && <p className="mt-2 text-sm text-soft">{w.noneFound}</p>}
      {left > 0 && <p className="mt-2 text-sm text-soft">{w.left(number(left))}</p>}
    </div>
  );
}
