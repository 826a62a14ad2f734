import { useEffect } from 'react';
import type { Feed } from './feed';
import { isOnItsWay } from './notification';

const LOOK_EVERY_MS = 3_000;
const GIVE_UP_AFTER_MS = 60_000;

/** An item arrives before its email or SMS has left. For a minute we look how they fare. */
export function useSettling(feed: Feed, refresh: () => Promise<void>): void {
  const moving = feed.items.some(
    (item) => feed.arrivals.has(item.id) && (item.channels.length === 0 || isOnItsWay(item)),
  );

  // One number, so that a further arrival starts the minute anew.
  const watched = moving ? feed.arrivals.size : 0;
  useEffect(() => {
    if (watched === 0) return;
    const look = setInterval(() => void refresh(), LOOK_EVERY_MS);
    const giveUp = setTimeout(() => clearInterval(look), GIVE_UP_AFTER_MS);
    return () => {
      clearInterval(look);
      clearTimeout(giveUp);
    };
  }, [watched, refresh]);
}
