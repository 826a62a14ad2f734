import type { Outcome } from '../provider.js';
import { wasForbidden } from './guarded.js';
import { AnswerLost, NotReached, type Answer } from './call.js';

/** What an answer means that took nothing: by its status alone, where the service says nothing better in its body. */
export function refusal(
  { status, headers, text }: Answer,
  code = `HTTP_${status}`,
  error = text.slice(0, 300) || `It answered ${status}.`,
): Outcome {
  if (status === 429) return { kind: 'retry', code, error, afterMs: retryAfterMs(headers) };
  // Our credentials or our account: no other message would fare better.
  if (status === 401 || status === 402 || status === 403) return { kind: 'retry', code, error, down: true };
  if (status === 408 || status === 425) return { kind: 'retry', code, error };
  if (status >= 500) return { kind: 'retry', code, error, afterMs: retryAfterMs(headers), down: true };
  return { kind: 'reject', code, error };
}

/** What a call means that brought no answer. */
export function noAnswer(error: unknown): Outcome {
  if (wasForbidden(error)) return { kind: 'reject', code: 'FORBIDDEN_ADDRESS', error: error.message };
  if (error instanceof NotReached)
    return { kind: 'retry', code: 'NOT_REACHED', error: error.message, down: true };
  if (error instanceof AnswerLost) return { kind: 'unknown', down: true };
  throw error;
}

/** In seconds or as a date; undefined where it says nothing that can be believed. */
export function retryAfterMs(headers: Answer['headers'], now = Date.now()): number | undefined {
  const told = headers['retry-after'];
  if (typeof told !== 'string' || told.trim() === '') return undefined;
  const ms = /^\d+$/.test(told.trim()) ? Number(told) * 1_000 : Date.parse(told) - now;
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}
