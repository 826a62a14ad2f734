import { wasForbidden } from '../http/guarded.js';
import { AnswerLost, NotReached, type Answer } from '../http/call.js';
import { retryAfterMs } from '../http/outcome.js';
import type { Outcome } from '../provider.js';
import type { Preset } from './presets.js';

/** It is not there any more and does not want to be called again. */
export const GONE = 'GONE';

/**
 * What an answer means. Its body is told to nobody: it is somebody else's. Whatever is wrong may be mended within
 * minutes, so that only who is gone is not asked again; and as every endpoint is a service of its own, none is `down`.
 */
export function verdictOf({ status, headers }: Answer, preset: Preset, id: string): Outcome {
  if (status >= 200 && status < 300) return { kind: 'sent', providerMessageId: id };
  // Slack and Discord say so of what was deleted.
  if (status === 410 || (status === 404 && preset !== 'standard')) {
    return { kind: 'reject', code: GONE, error: `It answered ${status}: it is gone, and was switched off.` };
  }
  if (status >= 300 && status < 400) {
    return { kind: 'retry', code: 'REDIRECT', error: `It answered ${status}, and no redirect is followed.` };
  }
  return {
    kind: 'retry',
    code: `HTTP_${status}`,
    error: `It answered ${status}.`,
    afterMs: retryAfterMs(headers),
  };
}

/** What a call means that brought no answer; undefined where it failed for another reason. */
export function withoutAnswer(error: unknown): Outcome | undefined {
  if (wasForbidden(error)) return { kind: 'reject', code: 'FORBIDDEN_ADDRESS', error: error.message };
  if (error instanceof NotReached) return { kind: 'retry', code: 'NOT_REACHED', error: error.message };
  if (error instanceof AnswerLost) return { kind: 'unknown' };
  return undefined;
}
