import type { ReactNode } from 'react';

const TONES = {
  calm: 'bg-accent-wash text-ink',
  warn: 'bg-warn-wash text-ink',
  bad: 'bg-bad-wash text-ink',
} as const;

interface Props {
  readonly tone: keyof typeof TONES;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

/** A sentence that has to be noticed, with what can be done about it. */
export function Notice({ tone, children, action }: Props) {
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'status'}
      className={`flex animate-appear flex-wrap items-center justify-between gap-x-4 gap-y-1 rounded-md px-3 py-2 text-sm ${TONES[tone]}`}
    >
      <div className="min-w-0 flex-1 basis-48">{children}</div>
      {action}
    </div>
  );
}
