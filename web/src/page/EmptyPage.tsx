import type { ReactNode } from 'react';
import { Icon } from '../controls/Icon';

interface Props {
  readonly icon: Parameters<typeof Icon>[0]['name'];
  readonly title: string;
  readonly children: ReactNode;
}

/** Nothing here yet: what would be here, and how it comes here. */
export function EmptyPage({ icon, title, children }: Props) {
  return (
    <div className="border-line bg-surface px-6 py-12 text-center max-sm:border-y sm:rounded-lg sm:border">
      <Icon name={icon} className="mx-auto size-8 text-soft" />
      <p className="mt-3 font-medium text-balance">{title}</p>
      <div className="mx-auto mt-1 max-w-md text-sm text-balance text-soft">{children}</div>
    </div>
  );
}
