import { byNewest, type Feed, type FeedAction } from './feed';
import type { FeedItem } from './notification';
import { takeNewest, takeOlder } from './pages';
import {
  allWereRead,
  readAll,
  readAllConfirmed,
  readAllRefused,
  readOne,
  readRefused,
  wasRead,
} from './reading';

/** Whatever happened: with every page loaded, nothing unread can lie beyond the list. */
export function reduceFeed(feed: Feed, action: FeedAction): Feed {
  const after = step(feed, action);
  return after.next === null && after.beyond > 0 ? { ...after, beyond: 0 } : after;
}

function step(feed: Feed, action: FeedAction): Feed {
  switch (action.type) {
    case 'asked':
      return { ...feed, touched: new Set() };
    case 'loaded':
      return takeNewest(feed, action, action.count);
    case 'load-failed':
      return { ...feed, phase: feed.phase === 'ready' ? 'ready' : 'failed', problem: action.problem };
    case 'older':
      return takeOlder(feed, action);
    case 'arrived':
      return arrive(feed, action.item);
    case 'archived':
      return { ...feed, items: feed.items.filter(({ id }) => id !== action.id) };
    case 'hinted':
      return { ...feed, hint: action.count };
    case 'read':
      return readOne(feed, action.id, action.at);
    case 'was-read':
      return wasRead(feed, action.id, action.at);
    case 'read-refused':
      return readRefused(feed, action.id, action.problem);
    case 'read-all':
      return readAll(feed, action.at);
    case 'read-all-confirmed':
      return readAllConfirmed(feed);
    case 'all-were-read':
      return allWereRead(feed, action.at);
    case 'read-all-refused':
      return readAllRefused(feed, action.problem);
  }
}

/** The same item may come twice, by socket and by a page. Once read here, it stays read. */
function arrive(feed: Feed, item: FeedItem): Feed {
  const ours = feed.items.find(({ id }) => id === item.id);
  const arrived = ours?.read ? { ...item, read: true, readAt: ours.readAt } : item;
  return {
    ...feed,
    items: [arrived, ...feed.items.filter(({ id }) => id !== item.id)].toSorted(byNewest),
    touched: new Set(feed.touched).add(item.id),
    arrivals: ours === undefined ? new Set(feed.arrivals).add(item.id) : feed.arrivals,
  };
}
