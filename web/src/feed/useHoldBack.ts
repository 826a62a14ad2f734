import { useEffect, useRef, useState, type RefObject } from 'react';
import type { FeedItem } from './notification';

interface HoldBack {
  readonly shown: readonly FeedItem[];
  readonly held: number;
  readonly release: () => void;
  readonly top: RefObject<HTMLDivElement | null>;
  readonly list: RefObject<HTMLOListElement | null>;
}

/**
 * Nothing may move under the eyes or the pointer. While somebody is further down, points at the list or walks
 * it by keyboard, new items wait behind a button; otherwise they slide in at the top.
 */
export function useHoldBack(items: readonly FeedItem[]): HoldBack {
  const top = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const newest = useRef('');
  const [line, setLine] = useState<string | null>(null);

  useEffect(() => {
    newest.current = items[0]?.createdAt ?? '';
  }, [items]);

  useEffect(() => {
    const [sentinel, rows] = [top.current, list.current];
    if (sentinel === null || rows === null) return;
    const busy = { away: false, pointing: false, walking: false };
    const note = (change: Partial<typeof busy>) => {
      Object.assign(busy, change);
      const engaged = busy.away || busy.pointing || busy.walking;
      setLine((held) => (engaged ? (held ?? newest.current) : null));
    };
    const sight = new IntersectionObserver(([entry]) => note({ away: entry?.isIntersecting === false }));
    const over = (event: PointerEvent) => event.pointerType === 'mouse' && note({ pointing: true });
    const left = () => note({ pointing: false });
    const walked = (event: FocusEvent) =>
      note({ walking: event.target instanceof Element && event.target.matches(':focus-visible') });
    const walkedOff = (event: FocusEvent) => {
      if (!rows.contains(event.relatedTarget as Node | null)) note({ walking: false });
    };

    sight.observe(sentinel);
    rows.addEventListener('pointerenter', over);
    rows.addEventListener('pointerleave', left);
    rows.addEventListener('focusin', walked);
    rows.addEventListener('focusout', walkedOff);
    return () => {
      sight.disconnect();
      rows.removeEventListener('pointerenter', over);
      rows.removeEventListener('pointerleave', left);
      rows.removeEventListener('focusin', walked);
      rows.removeEventListener('focusout', walkedOff);
    };
  }, []);

  const shown = line === null ? items : items.filter(({ createdAt }) => createdAt <= line);
  return {
    shown,
    held: items.length - shown.length,
    release: () => setLine((held) => (held === null ? null : newest.current)),
    top,
    list,
  };
}
