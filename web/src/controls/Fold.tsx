import type { ReactNode } from 'react';
import { Icon } from './Icon';

interface Props {
  readonly title: string;
  /** What is in it, in a word, so that it need not be opened to know. */
  readonly aside?: string;
  /** Opened from outside, because something in it has to be seen. */
  readonly open?: boolean;
  readonly children: ReactNode;
}

/** What most people need not see. */
export function Fold({ title, aside = '', open = false, children }: Props) {
  return (
    <details open={open} className="group rounded-md border border-line">
      <summary className="flex min-h-10 items-center gap-2 rounded-md px-3 text-sm font-medium hover:bg-hover [&::-webkit-details-marker]:hidden">
        <Icon name="right" className="size-4 text-soft group-open:rotate-90" />
        {title}
        <span className="min-w-0 truncate font-normal text-soft">{aside}</span>
      </summary>
      <div className="space-y-4 border-t border-line p-3">{children}</div>
    </details>
  );
}
