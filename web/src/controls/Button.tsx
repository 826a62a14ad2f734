import type { ComponentProps } from 'react';

const LOOKS = {
  primary: 'rounded-md min-h-10 px-4 bg-accent text-on-accent hover:bg-accent-strong font-medium',
  secondary: 'rounded-md min-h-10 px-4 border border-edge bg-surface text-ink hover:bg-hover font-medium',
  alarm: 'rounded-md min-h-10 px-4 bg-bad text-surface hover:opacity-90 font-medium',
  text: 'rounded-md min-h-8 px-2 -mx-2 text-accent hover:bg-accent-wash hover:text-accent-strong font-medium',
  pill: 'rounded-full min-h-10 px-4 bg-accent text-on-accent hover:bg-accent-strong font-medium shadow-md',
} as const;

interface Props extends ComponentProps<'button'> {
  readonly look?: keyof typeof LOOKS;
  /** Being done right now: it stays focusable, and a second press does nothing. */
  readonly busy?: boolean;
}

export function Button({ look = 'secondary', busy = false, className = '', onClick, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy}
      aria-disabled={busy || undefined}
      onClick={busy ? (press) => press.preventDefault() : onClick}
      className={`inline-flex items-center justify-center gap-2 text-sm transition-colors disabled:opacity-60 ${busy ? 'opacity-60' : ''} ${LOOKS[look]} ${className}`}
    />
  );
}
