import type { DeliveryStatus } from '../notifications/vocabulary.js';
import type { KnownOutcome } from './channels/provider.js';
import type { Hold } from './traffic/passage.js';

/** What is written about a delivery when a worker is done with it. */
export interface Finish {
  status: DeliveryStatus;
  reason: 'NO_ADDRESS' | 'INVALID_ADDRESS' | null;
  /** When a retry becomes due. */
  retryInMs: number;
  /** Failures so far with the provider it goes by next. */
  tries: number;
  /** The provider it goes by next, where that changes. */
  nextProvider: string | null;
  providerMessageId: string | null;
  errorCode: string | null;
  error: string | null;
}

/** What a retry depends on. */
export interface Chances {
  /** Failures before this one, with this provider. */
  tries: number;
  retryDelaysMs: readonly number[];
  /** Who is asked when this provider has failed for good. */
  nextProvider?: string;
  /** Whose it is, with the failures there, where this provider was asked only because that one was away. */
  insteadOf?: { provider: string; tries: number };
}

/** A provider may ask for more patience, but not for days of it. */
const LONGEST_WAIT_MS = 60 * 60 * 1_000;

/**
 * As much of what a service says as is kept. An index takes no more than some 2,700 bytes, and members say which
 * service rings their browsers: one name that does not fit would cost the whole batch its outcomes.
 */
const LONGEST = 500;
/** That PostgreSQL keeps. */
const LARGEST_INTEGER = 2_147_483_647;

const CLEAN = {
  reason: null,
  retryInMs: 0,
  tries: 0,
  nextProvider: null,
  providerMessageId: null,
  errorCode: null,
  error: null,
} as const;

/**
 * The next state of a delivery after an attempt: what failed for a while is retried, then goes by the next provider,
 * then is a dead letter. Who was asked in another's place and is down as well gives it back: it must not be given up
 * by a provider that never worked while its own has come back. Waits vary by a tenth either way so that retries do
 * not come in step.
 */
export function decideFinish(outcome: KnownOutcome, chances: Chances, chance = Math.random()): Finish {
  if (outcome.kind === 'sent') {
    const status = outcome.delivered ? 'DELIVERED' : 'SENT';
    const { providerMessageId } = outcome;
    return {
      ...CLEAN,
      status,
      tries: chances.tries,
      providerMessageId:
        providerMessageId === undefined ? null : storable(providerMessageId).slice(0, LONGEST),
    };
  }
  if (outcome.kind === 'nowhere') return { ...CLEAN, status: 'SUPPRESSED', reason: outcome.reason };
  const failed = {
    ...CLEAN,
    errorCode: storable(outcome.code),
    error: storable(outcome.error).slice(0, LONGEST),
  };
  const tries = chances.tries + 1;
  if (outcome.kind === 'reject') return { ...failed, tries, status: 'FAILED' };

  const delay = chances.retryDelaysMs[chances.tries];
  if (delay !== undefined) {
    const asked = Math.min(outcome.afterMs ?? 0, LONGEST_WAIT_MS);
    const wait = Math.max(delay * (0.9 + 0.2 * chance), asked);
    const again = { ...failed, tries, status: 'RETRYING', retryInMs: Math.round(wait) } as const;
    const { insteadOf } = chances;
    if (outcome.down !== true || !insteadOf) return again;
    return { ...again, tries: insteadOf.tries, nextProvider: insteadOf.provider };
  }
  const { nextProvider } = chances;
  return nextProvider === undefined
    ? { ...failed, tries, status: 'FAILED' }
    : { ...failed, status: 'RETRYING', nextProvider };
}

/** Nobody was asked yet: it has all the chances that it had. */
export const putOff = ({ code, error, inMs }: Hold, tries: number): Finish => ({
  ...CLEAN,
  status: 'RETRYING',
  tries,
  retryInMs: Math.min(Math.round(inMs), LARGEST_INTEGER),
  errorCode: code,
  error: storable(error).slice(0, LONGEST),
});

/** PostgreSQL keeps no NUL: one in the words of a provider would cost the whole batch its outcomes. */
const storable = (words: string) => words.replaceAll('\0', '');
