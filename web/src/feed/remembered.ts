import { emptyFeed, type Feed } from './feed';

const KEPT = 'munadi.feed';
const ENOUGH = 100;

type Remembered = Pick<Feed, 'items' | 'next' | 'beyond'> & { readonly of: string };

/** What this person saw last in this tab, so that a reload opens at once, even without a connection. */
export function recallFeed(of: string): Feed {
  const kept = sessionStorage.getItem(KEPT);
  const feed = kept === null ? null : (JSON.parse(kept) as Remembered);
  return feed?.of === of
    ? { ...emptyFeed, phase: 'ready', items: feed.items, next: feed.next, beyond: feed.beyond }
    : emptyFeed;
}

export function rememberFeed(of: string, feed: Feed): void {
  if (feed.phase !== 'ready' || feed.pending.size > 0 || feed.items.length > ENOUGH) return;
  const { items, next, beyond } = feed;
  sessionStorage.setItem(KEPT, JSON.stringify({ of, items, next, beyond } satisfies Remembered));
}
