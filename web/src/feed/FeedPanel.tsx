import { sentence } from '../api/sentence';
import { Button } from '../controls/Button';
import { Notice } from '../controls/Notice';
import { Panel } from '../controls/Panel';
import { useLanguage } from '../language/language';
import { unread } from './feed';
import { FeedList } from './FeedList';
import { EmptyFeed, FailedFeed, LoadingFeed } from './FeedStates';
import type { FeedDesk } from './useFeed';

export function FeedPanel({ desk }: { readonly desk: FeedDesk }) {
  const { t } = useLanguage();
  const { feed, connection, refresh, readAll } = desk;
  const count = unread(feed);
  const readingAll = [...feed.pending.values()].includes('all');
  const retry = () => void refresh();

  return (
    <Panel
      title={t.feed.title}
      aside={
        feed.phase === 'ready' && (
          <>
            <span
              className={`rounded-full text-sm tabular-nums ${count > 0 ? 'bg-accent-wash px-2 font-medium text-accent' : 'text-soft'}`}
            >
              {count > 0 ? t.feed.unread(count) : feed.items.length > 0 && t.feed.allRead}
            </span>
            {count > 0 && (
              <Button look="text" className="ml-auto" busy={readingAll} onClick={readAll}>
                {t.feed.markAllRead}
              </Button>
            )}
          </>
        )
      }
    >
      <div className="space-y-2 px-4 not-empty:pb-3">
        {connection === 'offline' && feed.phase === 'ready' && <Notice tone="warn">{t.feed.offline}</Notice>}
        {feed.readAllRefused !== null && count > 0 && (
          <Notice
            tone="bad"
            action={
              <Button look="text" onClick={readAll}>
                {t.tryAgain}
              </Button>
            }
          >
            {t.feed.readAllRefused} {sentence(feed.readAllRefused, t)}
          </Notice>
        )}
        {feed.problem !== null && feed.phase === 'ready' && connection !== 'offline' && (
          <Notice
            tone="bad"
            action={
              <Button look="text" onClick={retry}>
                {t.tryAgain}
              </Button>
            }
          >
            <strong className="font-medium">{t.feed.failed}</strong> {sentence(feed.problem, t)}
          </Notice>
        )}
      </div>
      {feed.phase === 'loading' && <LoadingFeed />}
      {feed.phase === 'failed' && feed.problem !== null && (
        <FailedFeed problem={feed.problem} onRetry={retry} />
      )}
      {feed.phase === 'ready' && (feed.items.length === 0 ? <EmptyFeed /> : <FeedList desk={desk} />)}
    </Panel>
  );
}
