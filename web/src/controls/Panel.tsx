import { useId, type ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly lead?: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export function Panel({ title, lead, aside, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-line bg-surface sm:rounded-lg sm:border max-sm:border-y">
      <header className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
        <h2 id={id} className="text-base font-semibold">
          {title}
        </h2>
        {aside}
        {lead !== undefined && <p className="w-full text-sm text-soft">{lead}</p>}
      </header>
      {children}
    </section>
  );
}
