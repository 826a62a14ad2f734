import type { KnownOutcome } from './channels/provider.js';
import type { DeliveryStatus } from '../notifications/vocabulary.js';

/** What is written about a delivery when a worker is done with it. */
export interface Finish {
  status: DeliveryStatus;
  reason: 'NO_ADDRESS' | 'EXPIRED' | null;
  /** When a retry becomes due. */
  retryInMs: number;
  providerMessageId: string | null;
  errorCode: string | null;
  error: string | null;
}

const CLEAN = { reason: null, retryInMs: 0, providerMessageId: null, errorCode: null, error: null } as const;

/** The next state of a delivery after its n-th attempt. Waits vary by a fifth so that retries do not come in step. */
export function decideFinish(
  outcome: KnownOutcome,
  attempt: number,
  retryDelaysMs: readonly number[],
  chance = Math.random(),
): Finish {
  if (outcome.kind === 'sent') {
    const status = outcome.delivered ? 'DELIVERED' : 'SENT';
    return { ...CLEAN, status, providerMessageId: outcome.providerMessageId ?? null };
  }
  const failed = { ...CLEAN, errorCode: outcome.code, error: outcome.error.slice(0, 500) };
  const delay = retryDelaysMs[attempt - 1];
  if (outcome.kind === 'reject' || delay === undefined) return { ...failed, status: 'FAILED' };
  const wait = Math.max(delay * (0.9 + 0.2 * chance), outcome.afterMs ?? 0);
  return { ...failed, status: 'RETRYING', retryInMs: Math.round(wait) };
}

export const NOWHERE_TO_GO: Finish = { ...CLEAN, status: 'SUPPRESSED', reason: 'NO_ADDRESS' };
export const TOO_LATE: Finish = { ...CLEAN, status: 'SUPPRESSED', reason: 'EXPIRED' };
