import type { Outcome, Outgoing, Provider } from '../channels/provider.js';
import type { Claimed } from '../claim.sql.js';

/** One that has its words and may leave. */
export interface Ready {
  item: Claimed;
  outgoing: Outgoing;
}

/** Why nobody was asked yet, and when to look again. It costs a delivery none of its chances. */
export interface Hold {
  code: 'PROVIDER_DOWN' | 'RATE_HELD' | 'HELD_UP' | 'TOO_SLOW';
  error: string;
  inMs: number;
}

/** What became of one: who said what of it, where anybody was asked. Without an outcome nobody knows. */
export type Passage =
  | { ready: Ready; by: Provider; outcome: Exclude<Outcome, { kind: 'held' }> | undefined }
  | { ready: Ready; hold: Hold };

export const kindOf = (passage: Passage) =>
  'hold' in passage ? 'held' : (passage.outcome?.kind ?? 'unknown');
