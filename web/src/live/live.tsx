import { createContext, use } from 'react';
import type { Connection } from '../feed/live';

export interface Live {
  readonly connection: Connection;
  /** Grows when a notification arrives: what it speaks of may have changed. */
  readonly news: number;
}

const Context = createContext<Live>({ connection: 'connecting', news: 0 });

export const LiveProvider = Context;
export const useLive = (): Live => use(Context);
