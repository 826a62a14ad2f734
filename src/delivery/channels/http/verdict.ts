import type { Outcome } from '../provider.js';

/** What a code of a service says, where it says more than the status of its answer. */
export type Verdict =
  /** Not this one, whenever and however often. */
  | 'never'
  /** Nobody can be reached at this address. */
  | 'no such address'
  /** They have told the service that they want nothing of us. */
  | 'not wanted'
  /** Not now; or not by this service, but another one may. */
  | 'later'
  /** Our account or our settings: any other would fare no better. */
  | 'not from us';

export interface Told {
  code: string;
  error: string;
  afterMs?: number | undefined;
}

const OUTCOMES: Record<Verdict, (told: Told) => Outcome> = {
  never: ({ code, error }) => ({ kind: 'reject', code, error }),
  'no such address': ({ code, error }) => ({ kind: 'reject', code, error, address: 'INVALID_ADDRESS' }),
  'not wanted': ({ code, error }) => ({ kind: 'reject', code, error, address: 'UNSUBSCRIBED' }),
  later: (told) => ({ kind: 'retry', ...told }),
  'not from us': (told) => ({ kind: 'retry', ...told, down: true }),
};

export const outcomeOf = (verdict: Verdict, told: Told): Outcome => OUTCOMES[verdict](told);
