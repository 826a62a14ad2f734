import type { Problem } from '../api/problem';
import type { Feed } from './feed';
import type { FeedItem } from './notification';

/** Shown as read at once; `pending` remembers that the server has yet to agree. */
export function readOne(feed: Feed, id: string, at: string): Feed {
  if (!feed.items.some((item) => item.id === id && !item.read)) return feed;
  return {
    ...feed,
    items: feed.items.map((item) => (item.id === id ? asRead(item, at) : item)),
    pending: new Map(feed.pending).set(id, 'one'),
    refused: without(feed.refused, id),
    touched: new Set(feed.touched).add(id),
  };
}

/** The server says so: in answer to us, or because it was read on another screen. */
export function wasRead(feed: Feed, id: string, at: string): Feed {
  const known = feed.items.some((item) => item.id === id);
  return {
    ...feed,
    items: feed.items.map((item) => (item.id === id ? asRead(item, at) : item)),
    beyond: known ? feed.beyond : Math.max(0, feed.beyond - 1),
    pending: without(feed.pending, id),
    refused: without(feed.refused, id),
    touched: new Set(feed.touched).add(id),
  };
}

export function readRefused(feed: Feed, id: string, problem: Problem): Feed {
  if (feed.pending.get(id) !== 'one') return feed;
  return {
    ...feed,
    items: feed.items.map((item) => (item.id === id ? asUnread(item) : item)),
    pending: without(feed.pending, id),
    refused: new Map(feed.refused).set(id, problem),
  };
}

export function readAll(feed: Feed, at: string): Feed {
  const ids = feed.items.filter(({ read }) => !read).map(({ id }) => id);
  return {
    ...feed,
    items: feed.items.map((item) => asRead(item, at)),
    pending: new Map([...feed.pending, ...ids.map((id) => [id, 'all'] as const)]),
    beyond: 0,
    beyondBeforeReadAll: feed.beyond,
    refused: new Map(),
    readAllRefused: null,
    touched: new Set([...feed.touched, ...ids]),
  };
}

/** The answer to our question. What arrived while it travelled was not asked about and stays unread. */
export function readAllConfirmed(feed: Feed): Feed {
  return { ...feed, pending: withoutAll(feed.pending), beyondBeforeReadAll: 0 };
}

/** News from another screen. */
export function allWereRead(feed: Feed, at: string): Feed {
  return { ...readAll(feed, at), pending: new Map(), beyondBeforeReadAll: 0 };
}

export function readAllRefused(feed: Feed, problem: Problem): Feed {
  const pending = withoutAll(feed.pending);
  if (pending.size === feed.pending.size && feed.beyondBeforeReadAll === 0) return feed;
  return {
    ...feed,
    items: feed.items.map((item) => (feed.pending.get(item.id) === 'all' ? asUnread(item) : item)),
    pending,
    beyond: feed.beyond + feed.beyondBeforeReadAll,
    beyondBeforeReadAll: 0,
    readAllRefused: problem,
  };
}

const asRead = (item: FeedItem, at: string): FeedItem =>
  item.read ? item : { ...item, read: true, readAt: at };

const asUnread = (item: FeedItem): FeedItem => ({ ...item, read: false, readAt: null });

function without<T>(map: ReadonlyMap<string, T>, id: string): ReadonlyMap<string, T> {
  if (!map.has(id)) return map;
  const rest = new Map(map);
  rest.delete(id);
  return rest;
}

const withoutAll = (pending: Feed['pending']): Feed['pending'] =>
  new Map([...pending].filter(([, asked]) => asked !== 'all'));
