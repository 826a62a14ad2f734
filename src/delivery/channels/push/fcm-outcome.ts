import { neverConnected } from '../http/call.js';
import { refusal, retryAfterMs } from '../http/outcome.js';
import type { Outcome } from '../provider.js';
import { GONE, type Rung } from './ring-all.js';

interface FcmError extends Error {
  code?: string;
  /** What FCM answered, where it did. */
  httpResponse?: { status: number; headers: Record<string, string>; data: unknown };
}

/** Where FCM is busy and does not say for how long, its guide asks for a minute. */
const PATIENCE_MS = 60_000;

/**
 * What a failed send means. The words of FCM itself decide, not those of the SDK, which calls a project that does
 * not exist and a device that is gone the same: for the first nobody's devices must be forgotten.
 */
export function fcmOutcome(error: unknown): Rung {
  const { code = 'FCM', message, httpResponse } = error as FcmError;
  if (!httpResponse) return withoutAnswer(error as FcmError, { code, error: message });
  const { status, headers, data } = httpResponse;
  if (status < 300) return { kind: 'unknown' };
  const { errorCode, canonical, aboutToken } = detailsOf(data);
  const told = { code: errorCode ?? canonical ?? `HTTP_${status}`, error: message.slice(0, 300) };
  if (errorCode === 'UNREGISTERED' || aboutToken) return GONE;
  // Of another project of Firebase: whoever has its key may still want it.
  if (errorCode === 'SENDER_ID_MISMATCH') return { kind: 'reject', ...told };
  // Our certificate for Apple, or for browsers: Android rings all the same.
  if (errorCode === 'THIRD_PARTY_AUTH_ERROR') return { kind: 'retry', ...told };
  if (status === 404) return { kind: 'retry', ...told, down: true };
  if (status === 429) return { kind: 'retry', ...told, afterMs: retryAfterMs(headers) ?? PATIENCE_MS };
  return refusal({ status, headers, text: told.error, json: data }, told.code);
}

/** The SDK says `app/…` of what went wrong on the way, and `messaging/…` of a message that it did not even send. */
function withoutAnswer(error: FcmError, told: { code: string; error: string }): Outcome {
  if (told.code.startsWith('messaging/')) return { kind: 'reject', ...told };
  if (told.code === 'app/network-error' || told.code === 'app/network-timeout') {
    return neverConnected(error.cause)
      ? { kind: 'retry', code: 'NOT_REACHED', error: told.error, down: true }
      : { kind: 'unknown', down: true };
  }
  if (told.code === 'app/unable-to-parse-response') return { kind: 'unknown' };
  // It has not come to sending: our service account is not taken, or no token for it could be had.
  return { kind: 'retry', ...told, down: true };
}

interface Details {
  errorCode?: string;
  canonical?: string;
  /** It complains of the token alone. */
  aboutToken: boolean;
}

interface Detail {
  '@type'?: string;
  errorCode?: string;
  fieldViolations?: { field?: string }[];
}

function detailsOf(data: unknown): Details {
  const error = (data as { error?: { status?: string; details?: Detail[] } } | null)?.error;
  const details = Array.isArray(error?.details) ? error.details : [];
  const violations = details.flatMap(({ fieldViolations }) => fieldViolations ?? []);
  return {
    errorCode: details.find((each) => each['@type']?.endsWith('fcm.v1.FcmError'))?.errorCode,
    canonical: error?.status,
    aboutToken: violations.length > 0 && violations.every(({ field }) => field === 'message.token'),
  };
}
