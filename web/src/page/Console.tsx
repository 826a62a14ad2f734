import { useEffect, useMemo, useRef } from 'react';
import { unread } from '../feed/feed';
import { useFeed } from '../feed/useFeed';
import { useLanguage } from '../language/language';
import { LiveProvider } from '../live/live';
import { useAddress } from '../route/address';
import { routeOf } from '../route/route';
import type { Session } from '../session/session';
import { Content } from './Content';
import { Tabs } from './Tabs';
import { TopBar } from './TopBar';

/** What stays while pages come and go: the feed with its socket, the bar, and the ways to the pages. */
export function Console({ session }: { readonly session: Session }) {
  const { t } = useLanguage();
  const { person } = session;
  const desk = useFeed(session);
  const { path } = useAddress();
  const route = useMemo(() => routeOf(path), [path]);
  const main = useFocusOnArrival(path);
  const count = unread(desk.feed);
  const news = desk.feed.arrivals.size;
  const live = useMemo(() => ({ connection: desk.connection, news }), [desk.connection, news]);

  return (
    <LiveProvider value={live}>
      <a
        href="#main"
        className="sr-only z-30 rounded-md bg-surface px-4 py-2 focus:not-sr-only focus:absolute focus:m-2"
      >
        {t.skip}
      </a>
      <TopBar person={person} connection={desk.connection} page={route.page} unread={count} />
      <main id="main" ref={main} tabIndex={-1} className="outline-none">
        <Content route={route} person={person} desk={desk} />
      </main>
      <Tabs person={person} page={route.page} unread={count} />
    </LiveProvider>
  );
}

/** After a tap on a link the next page is where keyboard and screen reader go on, from its top. */
function useFocusOnArrival(path: string) {
  const main = useRef<HTMLElement>(null);
  const left = useRef(path);
  useEffect(() => {
    if (left.current === path) return;
    left.current = path;
    scrollTo({ top: 0 });
    main.current?.focus({ preventScroll: true });
  }, [path]);
  return main;
}
