import { Icon } from '../controls/Icon';
import type { Tick } from './ticks';

/** Drawn, because a box of the browser cannot stand inside a tree item; the item says what it is. */
export function TickBox({ tick }: { readonly tick: Tick }) {
  return (
    <span
      aria-hidden="true"
      className={`grid size-4 shrink-0 place-items-center rounded-sm border ${tick === 'off' ? 'border-edge bg-surface' : 'border-accent bg-accent text-on-accent'}`}
    >
      {tick !== 'off' && (
        <Icon name={tick === 'on' ? 'check' : 'minus'} className="size-3 [stroke-width:3.500]" />
      )}
    </span>
  );
}
