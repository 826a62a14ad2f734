import type { Row } from './rows';

export interface Step {
  readonly press?: true;
  readonly unfold?: boolean;
  /** The group that the focus goes to. */
  readonly to?: string | undefined;
}

/** What a key does in a tree, as everybody's hands know it; null where it does nothing. */
export function onward(key: string, rows: readonly Row[], current: Row): Step | null {
  const index = rows.indexOf(current);
  const to = (row: Row | undefined): Step => ({ to: (row ?? current).scope.id });
  switch (key) {
    case ' ':
    case 'Enter':
      return { press: true };
    case 'ArrowDown':
      return to(rows[index + 1]);
    case 'ArrowUp':
      return to(rows[index - 1]);
    case 'Home':
      return to(rows[0]);
    case 'End':
      return to(rows.at(-1));
    case 'ArrowRight':
      if (current.open === null) return {};
      return current.open ? to(rows[index + 1]) : { unfold: true };
    case 'ArrowLeft':
      return current.open === true
        ? { unfold: false }
        : to(rows.slice(0, index).findLast(({ level }) => level < current.level));
    default:
      return isLetter(key) ? to(named(key, rows, index)) : null;
  }
}

const isLetter = (key: string): boolean => /^[\p{L}\p{N}]\p{M}*$/u.test(key);

/** The next one whose name begins so, from here on and round again. */
function named(letter: string, rows: readonly Row[], from: number): Row | undefined {
  const begins = ({ scope }: Row) => scope.name.toLocaleLowerCase().startsWith(letter.toLocaleLowerCase());
  return rows.slice(from + 1).find(begins) ?? rows.find(begins);
}
