import { useState } from 'react';
import type { Problem } from '../api/problem';
import { sentence } from '../api/sentence';
import { Button } from '../controls/Button';
import { Icon } from '../controls/Icon';
import { Notice } from '../controls/Notice';
import { useLanguage } from '../language/language';
import { FeedRow } from './FeedRow';
import type { FeedDesk } from './useFeed';
import { useHoldBack } from './useHoldBack';

export function FeedList({ desk }: { readonly desk: FeedDesk }) {
  const { t } = useLanguage();
  const { feed, read } = desk;
  const { shown, held, release, top, list } = useHoldBack(feed.items);
  const heard = feed.items.find(({ id }) => feed.arrivals.has(id));

  const showHeld = () => {
    release();
    top.current?.scrollIntoView({ block: 'center' });
    list.current?.focus({ preventScroll: true });
  };

  return (
    <>
      <div ref={top} />
      <p aria-live="polite" className="sr-only">
        {heard !== undefined && t.feed.arrived(heard.title)}
      </p>
      <div className="sticky top-16 z-10 h-0 text-center max-md:top-3">
        {held > 0 && (
          <Button look="pill" className="mt-2 animate-appear" onClick={showHeld}>
            <Icon name="up" className="size-4" />
            {t.feed.held(held)}
          </Button>
        )}
      </div>
      <ol ref={list} tabIndex={-1} className="outline-none">
        {shown.map((item) => (
          <FeedRow
            key={item.id}
            item={item}
            justArrived={feed.arrivals.has(item.id)}
            refused={feed.refused.get(item.id)}
            onRead={read}
          />
        ))}
      </ol>
      <Older desk={desk} />
    </>
  );
}

function Older({ desk }: { readonly desk: FeedDesk }) {
  const { t } = useLanguage();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const show = async () => {
    setBusy(true);
    setProblem(await desk.showOlder());
    setBusy(false);
  };

  return (
    <div className="space-y-2 border-t border-line px-4 py-3 text-center">
      {problem !== null && <Notice tone="bad">{sentence(problem, t)}</Notice>}
      {desk.feed.next === null ? (
        <p className="text-sm text-soft">{t.feed.end}</p>
      ) : (
        <Button busy={busy} onClick={() => void show()}>
          {busy ? t.loading : t.feed.older}
        </Button>
      )}
    </div>
  );
}
