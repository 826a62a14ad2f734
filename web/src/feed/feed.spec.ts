import { describe, expect, it } from 'vitest';
import { Problem } from '../api/problem';
import { emptyFeed, isDoubtful, unread, unreadIn, type Feed, type FeedAction } from './feed';
import type { FeedItem } from './notification';
import { reduceFeed } from './reduce';

const AT = '2026-03-01T12:00:00.000Z';
const refusal = new Problem(503);

/** Items are named by their minute: 5 is newer than 4. */
function item(minute: number, read = false): FeedItem {
  const id = `n${minute}`;
  return {
    id,
    type: 'GENERIC',
    title: id,
    message: '',
    link: null,
    priority: 'LOW',
    read,
    readAt: read ? AT : null,
    createdAt: new Date(Date.UTC(2026, 2, 1, 10, minute)).toISOString(),
    channels: [],
  };
}

const after = (feed: Feed, ...actions: FeedAction[]): Feed => actions.reduce(reduceFeed, feed);
const loaded = (items: FeedItem[], count: number, next: string | null = null): FeedAction => ({
  type: 'loaded',
  items,
  count,
  next,
});
const fetched = (items: FeedItem[], count: number, next: string | null = null): Feed =>
  after(emptyFeed, { type: 'asked' }, loaded(items, count, next), { type: 'asked' });
const ids = (feed: Feed): string => feed.items.map(({ id }) => id).join(' ');
const unreadIds = (feed: Feed): string =>
  feed.items
    .filter(({ read }) => !read)
    .map(({ id }) => id)
    .join(' ');

describe('order and doubles', () => {
  it('puts a new item in its place by time, whatever the order of arrival', () => {
    const feed = after(
      fetched([item(3)], 1),
      { type: 'arrived', item: item(5) },
      { type: 'arrived', item: item(4) },
    );
    expect(ids(feed)).toBe('n5 n4 n3');
  });

  it('orders two items of the same moment by id, so that pages agree with each other', () => {
    const twin = { ...item(3), id: 'n3b' };
    expect(ids(fetched([item(3), twin], 2))).toBe('n3b n3');
    expect(ids(fetched([twin, item(3)], 2))).toBe('n3b n3');
  });

  it('shows an item once when it comes by socket and by page', () => {
    const feed = after(
      emptyFeed,
      { type: 'asked' },
      { type: 'arrived', item: item(5) },
      loaded([item(5), item(4)], 2),
    );
    expect(ids(feed)).toBe('n5 n4');
    expect(ids(after(feed, { type: 'arrived', item: item(5) }))).toBe('n5 n4');
    expect(unread(feed)).toBe(2);
  });

  it('adds older pages behind, without repeating where they overlap', () => {
    const feed = after(fetched([item(5), item(4)], 4, '/older'), {
      type: 'older',
      items: [item(4), item(3), item(2)],
      next: null,
    });
    expect(ids(feed)).toBe('n5 n4 n3 n2');
    expect(unread(feed)).toBe(4);
  });
});

describe('fetching again', () => {
  it('keeps older pages where the newest one reaches them', () => {
    const before = after(fetched([item(5), item(4)], 4, '/p2'), {
      type: 'older',
      items: [item(3), item(2)],
      next: '/p3',
    });
    const feed = after(before, loaded([item(6), item(5)], 5, '/other'));
    expect(ids(feed)).toBe('n6 n5 n4 n3 n2');
    expect(feed.next).toBe('/p3');
  });

  it('starts over where it does not, rather than hide a gap', () => {
    const feed = after(fetched([item(2), item(1)], 2, '/p2'), loaded([item(9), item(8)], 9, '/p2b'));
    expect(ids(feed)).toBe('n9 n8');
    expect(feed.next).toBe('/p2b');
  });

  it('drops what the server no longer lists, but not what arrived while it answered', () => {
    const feed = after(
      fetched([item(4), item(3)], 2),
      { type: 'arrived', item: item(5) },
      loaded([item(3)], 1),
    );
    expect(ids(feed)).toBe('n5 n3');
  });

  it('does not let an answer from before undo a read', () => {
    const feed = after(fetched([item(4)], 1), { type: 'was-read', id: 'n4', at: AT }, loaded([item(4)], 1));
    expect(unreadIds(feed)).toBe('');
    expect(isDoubtful(feed)).toBe(true);
  });

  it('believes the server when something was made unread elsewhere', () => {
    expect(unread(after(fetched([item(4, true)], 0), loaded([item(4)], 1)))).toBe(1);
  });

  it('keeps what is shown when a later load fails', () => {
    const feed = after(fetched([item(4)], 1), { type: 'load-failed', problem: refusal });
    expect([feed.phase, ids(feed)]).toEqual(['ready', 'n4']);
    expect(after(emptyFeed, { type: 'load-failed', problem: refusal }).phase).toBe('failed');
  });
});

describe('reading one', () => {
  const reading = after(fetched([item(5), item(4)], 2), { type: 'read', id: 'n5', at: AT });

  it('shows it at once', () => {
    expect([unreadIds(reading), unread(reading)]).toEqual(['n4', 1]);
  });

  it('rolls back with the reason when the server refuses', () => {
    const feed = after(reading, { type: 'read-refused', id: 'n5', problem: refusal });
    expect([unreadIds(feed), unread(feed)]).toEqual(['n5 n4', 2]);
    expect(feed.items[0]?.readAt).toBeNull();
    expect(feed.refused.get('n5')).toBe(refusal);
  });

  it('forgets the refusal on the next try', () => {
    const feed = after(
      reading,
      { type: 'read-refused', id: 'n5', problem: refusal },
      { type: 'read', id: 'n5', at: AT },
    );
    expect(feed.refused.size).toBe(0);
  });

  it('does not roll back what the socket confirmed before the answer got lost', () => {
    const feed = after(
      reading,
      { type: 'was-read', id: 'n5', at: AT },
      { type: 'read-refused', id: 'n5', problem: refusal },
    );
    expect([unreadIds(feed), feed.refused.size]).toEqual(['n4', 0]);
  });

  it('keeps the first time of reading', () => {
    const later = '2026-03-01T13:00:00.000Z';
    expect(after(reading, { type: 'was-read', id: 'n5', at: later }).items[0]?.readAt).toBe(AT);
  });

  it('counts down for an item on a page not loaded yet', () => {
    const feed = after(fetched([item(5)], 3, '/p2'), { type: 'was-read', id: 'n1', at: AT });
    expect(unread(feed)).toBe(2);
  });
});

describe('reading all', () => {
  const reading = after(
    fetched([item(5), item(4), item(3, true)], 7, '/p2'),
    { type: 'read', id: 'n4', at: AT },
    { type: 'read-all', at: AT },
  );

  it('empties the badge at once, pages not loaded included', () => {
    expect(unread(reading)).toBe(0);
  });

  it('brings back what it had touched, and only that, when refused', () => {
    const feed = after(
      reading,
      { type: 'arrived', item: item(6) },
      { type: 'read-all-refused', problem: refusal },
    );
    expect(unreadIds(feed)).toBe('n6 n5');
    expect(unread(feed)).toBe(7);
    expect(feed.readAllRefused).toBe(refusal);
  });

  it('leaves what arrived meanwhile unread', () => {
    const feed = after(reading, { type: 'arrived', item: item(6) }, { type: 'read-all-confirmed' });
    expect([unreadIds(feed), unread(feed)]).toEqual(['n6', 1]);
  });

  it('does not roll back what another screen had read as well', () => {
    const feed = after(
      reading,
      { type: 'all-were-read', at: AT },
      { type: 'read-all-refused', problem: refusal },
    );
    expect([unread(feed), feed.readAllRefused]).toEqual([0, null]);
  });
});

describe('the badge', () => {
  it('is the list itself once everything is loaded, whatever count came with it', () => {
    const feed = fetched([item(5), item(4, true)], 9);
    expect(unread(feed)).toBe(1);
  });

  it('asks again when the server announces another count, and not when it agrees', () => {
    const feed = fetched([item(5), item(4)], 2);
    expect(isDoubtful(after(feed, { type: 'hinted', count: 2 }))).toBe(false);
    expect(isDoubtful(after(feed, { type: 'hinted', count: 3 }))).toBe(true);
  });

  it('is content when the announced count runs ahead of its item', () => {
    const feed = after(
      fetched([item(4)], 1),
      { type: 'hinted', count: 2 },
      { type: 'arrived', item: item(5) },
    );
    expect(isDoubtful(feed)).toBe(false);
  });

  it('waits for its own reads before doubting', () => {
    const feed = after(
      fetched([item(4)], 1),
      { type: 'read', id: 'n4', at: AT },
      { type: 'hinted', count: 1 },
    );
    expect(isDoubtful(feed)).toBe(false);
    expect(isDoubtful(after(feed, { type: 'was-read', id: 'n4', at: AT }))).toBe(true);
  });

  it('never disagrees with the list, through any thousand things that happen', () => {
    let seed = 7;
    const dice = (sides: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor((seed / 2147483648) * sides);
    };
    let feed = fetched([item(5), item(4)], 6, '/p2');
    for (let step = 0; step < 1000; step++) {
      const id = `n${dice(12)}`;
      const moves: FeedAction[] = [
        { type: 'arrived', item: item(dice(12)) },
        { type: 'read', id, at: AT },
        { type: 'was-read', id, at: AT },
        { type: 'read-refused', id, problem: refusal },
        { type: 'read-all', at: AT },
        { type: 'read-all-confirmed' },
        { type: 'read-all-refused', problem: refusal },
        { type: 'all-were-read', at: AT },
        { type: 'archived', id },
        { type: 'asked' },
        { type: 'hinted', count: dice(8) },
        { type: 'older', items: [item(dice(6) + 6), item(dice(6))], next: dice(2) ? '/p' : null },
        loaded([item(dice(12))], dice(8), dice(2) ? '/p' : null),
      ];
      feed = after(feed, moves[dice(moves.length)] as FeedAction);

      expect(feed.beyond).toBeGreaterThanOrEqual(0);
      expect(unread(feed)).toBe(unreadIn(feed.items) + (feed.next === null ? 0 : feed.beyond));
      expect(new Set(feed.items.map((each) => each.id)).size).toBe(feed.items.length);
      expect(feed.items).toEqual(feed.items.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt)));
    }
  });
});
