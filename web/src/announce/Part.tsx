import type { ReactNode } from 'react';

export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="border-t border-line pt-3 text-sm">
      <h3 className="mb-1 text-soft">{title}</h3>
      {children}
    </div>
  );
}
