import type { Problem } from '../api/problem';
import type { FeedItem } from './notification';

/** How a read that the server has not confirmed yet was asked for. */
type Pending = 'one' | 'all';

export interface Feed {
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly problem: Problem | null;
  /** Newest first, each id once. */
  readonly items: readonly FeedItem[];
  readonly next: string | null;
  /** Unread ones the server has on pages not loaded yet. The badge is this plus the unread ones in `items`. */
  readonly beyond: number;
  readonly pending: ReadonlyMap<string, Pending>;
  readonly beyondBeforeReadAll: number;
  readonly refused: ReadonlyMap<string, Problem>;
  readonly readAllRefused: Problem | null;
  /** What changed here since the last question to the server; its answer may be older than that. */
  readonly touched: ReadonlySet<string>;
  readonly arrivals: ReadonlySet<string>;
  /** A count the server announced; where it differs from ours we ask again. */
  readonly hint: number | null;
}

export interface Page {
  readonly items: readonly FeedItem[];
  readonly next: string | null;
}

export type FeedAction =
  | { readonly type: 'asked' }
  | ({ readonly type: 'loaded'; readonly count: number } & Page)
  | { readonly type: 'load-failed'; readonly problem: Problem }
  | ({ readonly type: 'older' } & Page)
  | { readonly type: 'arrived'; readonly item: FeedItem }
  | { readonly type: 'archived'; readonly id: string }
  | { readonly type: 'hinted'; readonly count: number }
  | { readonly type: 'read'; readonly id: string; readonly at: string }
  | { readonly type: 'was-read'; readonly id: string; readonly at: string }
  | { readonly type: 'read-refused'; readonly id: string; readonly problem: Problem }
  | { readonly type: 'read-all'; readonly at: string }
  | { readonly type: 'read-all-confirmed' }
  | { readonly type: 'all-were-read'; readonly at: string }
  | { readonly type: 'read-all-refused'; readonly problem: Problem };

export const emptyFeed: Feed = {
  phase: 'loading',
  problem: null,
  items: [],
  next: null,
  beyond: 0,
  pending: new Map(),
  beyondBeforeReadAll: 0,
  refused: new Map(),
  readAllRefused: null,
  touched: new Set(),
  arrivals: new Set(),
  hint: null,
};

export const unreadIn = (items: readonly FeedItem[]): number => items.filter(({ read }) => !read).length;

export const unread = (feed: Feed): number => unreadIn(feed.items) + feed.beyond;

/** The server counts differently and nothing of ours is under way: the list has to be fetched again. */
export const isDoubtful = (feed: Feed): boolean =>
  feed.hint !== null && feed.hint !== unread(feed) && feed.pending.size === 0;

export function byNewest(a: FeedItem, b: FeedItem): number {
  return Date.parse(b.createdAt) - Date.parse(a.createdAt) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}
