import { byNewest, unreadIn, type Feed, type Page } from './feed';
import type { FeedItem } from './notification';

/** Takes over the newest page and the server's count, without undoing what happened while they travelled. */
export function takeNewest(feed: Feed, page: Page, count: number): Feed {
  const known = new Map(feed.items.map((item) => [item.id, item]));
  const onPage = new Set(page.items.map(({ id }) => id));
  const oldest = page.items.at(-1);
  const overlaps = page.items.some(({ id }) => known.has(id));

  const fresh = page.items.map((item) => withLocalRead(feed, known.get(item.id), item));
  const older = feed.items.filter(
    (item) => page.next !== null && overlaps && oldest !== undefined && byNewest(oldest, item) < 0,
  );
  const since = feed.items.filter(
    (item) => feed.touched.has(item.id) && (oldest === undefined || byNewest(item, oldest) < 0),
  );
  const items = [...fresh, ...[...older, ...since].filter(({ id }) => !onPage.has(id))].toSorted(byNewest);

  const next = older.length > 0 ? feed.next : page.next;
  const certain = feed.touched.size === 0 && feed.pending.size === 0;
  const beyond = certain ? Math.max(0, count - unreadIn(items)) : feed.beyond;
  return { ...feed, phase: 'ready', problem: null, items, next, beyond, hint: certain ? null : count };
}

export function takeOlder(feed: Feed, page: Page): Feed {
  const known = new Set(feed.items.map(({ id }) => id));
  const added = page.items.filter(({ id }) => !known.has(id));
  return {
    ...feed,
    items: [...feed.items, ...added].toSorted(byNewest),
    next: page.next,
    beyond: Math.max(0, feed.beyond - unreadIn(added)),
  };
}

function withLocalRead(feed: Feed, ours: FeedItem | undefined, theirs: FeedItem): FeedItem {
  const weKnowBetter = feed.touched.has(theirs.id) || feed.pending.has(theirs.id);
  return ours?.read && !theirs.read && weKnowBetter ? { ...theirs, read: true, readAt: ours.readAt } : theirs;
}
