import type { Outcome } from './provider.js';

/**
 * Who has been reached by one of several is reached; what may still be is tried again; and only then it is over. As
 * long as one was not asked yet, what the others say costs none of the chances: it must not be over before.
 */
const RANK: Record<Outcome['kind'], number> = {
  sent: 5,
  held: 4,
  retry: 3,
  unknown: 2,
  reject: 1,
  nowhere: 0,
};

/** Of what became of somebody by several ways; of equals, the first counts. */
export const bestBy = <Each>(
  all: readonly Each[],
  kindOf: (each: Each) => keyof typeof RANK,
): Each | undefined => all.toSorted((a, b) => RANK[kindOf(b)] - RANK[kindOf(a)])[0];
