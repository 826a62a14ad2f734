import { memo } from 'react';
import { Icon } from '../controls/Icon';
import { useFormat } from '../language/useFormat';
import { useWords } from '../language/words';
import type { Row } from './rows';
import { TickBox } from './TickBox';
import type { Tick } from './ticks';
import { AUDIENCE_WORDS } from './words';

interface Props {
  readonly row: Row;
  readonly tick: Tick;
  /** The one that the Tab key leads to. */
  readonly current: boolean;
  /** Nothing in the tree can be unfolded, so no room is kept for it. */
  readonly flat: boolean;
  readonly onPress: (id: string) => void;
  readonly onUnfold: (id: string, open: boolean) => void;
}

const CHECKED = { on: 'true', off: 'false', some: 'mixed' } as const;

export const TreeRow = memo(function TreeRow({ row, tick, current, flat, onPress, onUnfold }: Props) {
  const w = useWords(AUDIENCE_WORDS);
  const { number } = useFormat();
  const { scope, level, open } = row;
  return (
    // Keys are heard by the tree.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      role="treeitem"
      data-group={scope.id}
      tabIndex={current ? 0 : -1}
      aria-level={level}
      aria-posinset={row.place}
      aria-setsize={row.neighbours}
      aria-expanded={open ?? undefined}
      aria-checked={CHECKED[tick]}
      aria-selected={tick === 'on'}
      onClick={() => onPress(scope.id)}
      style={{ paddingInlineStart: `${(level - 1) * 24 + (flat ? 12 : 4)}px` }}
      className="flex min-h-9 cursor-pointer items-center gap-2 px-3 text-sm -outline-offset-2 hover:bg-hover max-md:min-h-11"
    >
      {!flat && (
        <span
          aria-hidden="true"
          onClick={(press) => {
            press.stopPropagation();
            if (open !== null) onUnfold(scope.id, !open);
          }}
          className={`grid size-8 shrink-0 place-items-center text-soft ${open === null ? 'invisible' : 'hover:text-ink'}`}
        >
          <Icon name={open === true ? 'down' : 'right'} className="size-4" />
        </span>
      )}
      <TickBox tick={tick} />
      <span className="min-w-0 truncate font-medium">{scope.name}</span>
      <span className="shrink-0 text-soft max-sm:hidden">
        {scope.kind === 'FAMILY' ? '' : w.kinds[scope.kind]}
      </span>
      <span className="ml-auto pl-2 text-soft tabular-nums">
        {number(scope.memberCount)}
        <span className="sr-only"> {w.people(scope.memberCount)}</span>
      </span>
    </div>
  );
});
