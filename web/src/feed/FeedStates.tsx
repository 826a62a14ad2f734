import type { ReactNode } from 'react';
import type { Problem } from '../api/problem';
import { sentence } from '../api/sentence';
import { Button } from '../controls/Button';
import { Icon } from '../controls/Icon';
import { useLanguage } from '../language/language';

const ROWS = ['w-2/5', 'w-1/2', 'w-1/3', 'w-3/5'];

export function LoadingFeed() {
  const { t } = useLanguage();
  return (
    <output className="block border-t border-line">
      <span className="sr-only">{t.loading}</span>
      {ROWS.map((width) => (
        <div
          key={width}
          aria-hidden="true"
          className="space-y-3 border-b border-line px-8 py-4 last:border-0"
        >
          <div className={`h-3 rounded-sm bg-bubble ${width}`} />
          <div className="h-3 w-11/12 rounded-sm bg-bubble/50" />
        </div>
      ))}
    </output>
  );
}

export function EmptyFeed() {
  const { t } = useLanguage();
  return (
    <Plain icon="bell" title={t.feed.empty}>
      {t.feed.emptyLead}
    </Plain>
  );
}

interface Failure {
  readonly problem: Problem;
  readonly onRetry: () => void;
}

export function FailedFeed({ problem, onRetry }: Failure) {
  const { t } = useLanguage();
  return (
    <div role="alert">
      <Plain icon="alert" title={t.feed.failed}>
        {sentence(problem, t)}
        <div className="mt-4">
          <Button onClick={onRetry}>{t.tryAgain}</Button>
        </div>
      </Plain>
    </div>
  );
}

interface Plainly {
  readonly icon: 'bell' | 'alert';
  readonly title: string;
  readonly children: ReactNode;
}

function Plain({ icon, title, children }: Plainly) {
  return (
    <div className="border-t border-line px-8 py-16 text-center">
      <Icon name={icon} className="mx-auto size-8 text-soft" />
      <p className="mt-3 font-medium">{title}</p>
      <div className="mx-auto mt-1 max-w-xs text-sm text-soft">{children}</div>
    </div>
  );
}
