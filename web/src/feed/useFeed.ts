import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { asProblem, type Problem } from '../api/problem';
import { useSession, type Session } from '../session/session';
import { isDoubtful, type Feed } from './feed';
import { listen, type Connection } from './live';
import { isUnfinished, type FeedItem } from './notification';
import { reduceFeed } from './reduce';
import { recallFeed, rememberFeed } from './remembered';
import { useRefresh } from './useRefresh';
import { useSettling } from './useSettling';

const DOUBT_MS = 400;

export interface FeedDesk {
  readonly feed: Feed;
  readonly connection: Connection;
  readonly refresh: () => Promise<void>;
  readonly read: (item: FeedItem) => void;
  readonly readAll: () => void;
  readonly showOlder: () => Promise<Problem | null>;
}

const now = () => new Date().toISOString();

/** The signed-in person's feed: fetched, listened to, and kept in step with the server. */
export function useFeed({ token, person }: Session): FeedDesk {
  const { api } = useSession();
  const [feed, dispatch] = useReducer(reduceFeed, person.id, recallFeed);
  const [connection, setConnection] = useState<Connection>('connecting');
  const refresh = useRefresh(api, dispatch, feed.items.length);
  const fetchingOlder = useRef(false);

  useEffect(() => {
    void refresh();
    return listen(token, {
      connection: setConnection,
      catchUp: () => void refresh(),
      arrived: (item) => dispatch({ type: 'arrived', item }),
      read: (id) => dispatch({ type: 'was-read', id, at: now() }),
      allRead: () => dispatch({ type: 'all-were-read', at: now() }),
      archived: (id) => dispatch({ type: 'archived', id }),
      counted: (count) => dispatch({ type: 'hinted', count }),
    });
  }, [token, refresh]);

  const doubtful = isDoubtful(feed);
  useEffect(() => {
    if (!doubtful) return;
    const timer = setTimeout(() => void refresh(), DOUBT_MS);
    return () => clearTimeout(timer);
  }, [doubtful, refresh]);

  useEffect(() => rememberFeed(person.id, feed), [person.id, feed]);
  useSettling(feed, refresh);

  const read = useCallback(
    (item: FeedItem) => {
      dispatch({ type: 'read', id: item.id, at: now() });
      api(`/api/notifications/${encodeURIComponent(item.id)}/read`, { method: 'PATCH' }).then(
        () => {
          dispatch({ type: 'was-read', id: item.id, at: now() });
          if (isUnfinished(item)) void refresh();
        },
        (thrown: unknown) => dispatch({ type: 'read-refused', id: item.id, problem: asProblem(thrown) }),
      );
    },
    [api, refresh],
  );

  const readAll = useCallback(() => {
    dispatch({ type: 'read-all', at: now() });
    api('/api/notifications/read-all', { method: 'PATCH' }).then(
      () => {
        dispatch({ type: 'read-all-confirmed' });
        void refresh();
      },
      (thrown: unknown) => dispatch({ type: 'read-all-refused', problem: asProblem(thrown) }),
    );
  }, [api, refresh]);

  const showOlder = useCallback(async () => {
    if (feed.next === null || fetchingOlder.current) return null;
    fetchingOlder.current = true;
    try {
      const { data, next } = await api<FeedItem[]>(feed.next);
      dispatch({ type: 'older', items: data, next });
      return null;
    } catch (thrown) {
      return asProblem(thrown);
    } finally {
      fetchingOlder.current = false;
    }
  }, [api, feed.next]);

  return { feed, connection, refresh, read, readAll, showOlder };
}
