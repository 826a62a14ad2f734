import { useCallback, useEffect, useRef, type Dispatch } from 'react';
import { asProblem } from '../api/problem';
import type { Api } from '../api/request';
import type { FeedAction } from './feed';
import type { FeedItem } from './notification';

const PAGE = 20;
const LARGEST_PAGE = 100;

/** Fetches the newest items and the count together. Asked while under way, it goes once more afterwards. */
export function useRefresh(api: Api, dispatch: Dispatch<FeedAction>, shown: number): () => Promise<void> {
  const limit = useRef(PAGE);
  const underWay = useRef(false);
  const again = useRef(false);

  useEffect(() => {
    limit.current = Math.min(LARGEST_PAGE, Math.max(PAGE, shown));
  }, [shown]);

  return useCallback(async () => {
    again.current = true;
    if (underWay.current) return;
    underWay.current = true;
    while (again.current) {
      again.current = false;
      dispatch({ type: 'asked' });
      try {
        const [page, tally] = await Promise.all([
          api<FeedItem[]>(`/api/notifications?limit=${limit.current}`),
          api<{ count: number }>('/api/notifications/unread-count'),
        ]);
        dispatch({ type: 'loaded', items: page.data, next: page.next, count: tally.data.count });
      } catch (thrown) {
        dispatch({ type: 'load-failed', problem: asProblem(thrown) });
      }
    }
    underWay.current = false;
  }, [api, dispatch]);
}
