import type { Outcome } from '../channels/provider.js';
import type { Passage } from './passage.js';

/** Who has been reached by one of several is reached; what may still be is tried again; and only then it is over. */
const RANK: Record<Outcome['kind'] | 'held', number> = {
  sent: 5,
  retry: 4,
  held: 3,
  unknown: 2,
  reject: 1,
  nowhere: 0,
};

const rankOf = (passage: Passage): number =>
  RANK['hold' in passage ? 'held' : (passage.outcome?.kind ?? 'unknown')];

/** Of what several providers say of the same one; of equals, the first counts. */
export const best = (passages: readonly Passage[]): Passage | undefined =>
  passages.toSorted((a, b) => rankOf(b) - rankOf(a))[0];
