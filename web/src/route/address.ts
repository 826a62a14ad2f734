import { useSyncExternalStore } from 'react';

/** Where in the console somebody is. What they filter by is in `search`, so that a link shows the same. */
export interface Address {
  readonly path: string;
  readonly search: string;
}

const read = (): Address => ({ path: location.pathname, search: location.search });

let current = read();
const listeners = new Set<() => void>();

function moved(): void {
  current = read();
  listeners.forEach((listener) => listener());
}

function watch(listener: () => void): () => void {
  if (listeners.size === 0) addEventListener('popstate', moved);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) removeEventListener('popstate', moved);
  };
}

/** Goes there as a tap on a link would; with `replace` the way back does not stop here. */
export function go(to: string, { replace = false } = {}): void {
  if (to === current.path + current.search) return;
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  moved();
}

export const useAddress = (): Address => useSyncExternalStore(watch, () => current);
