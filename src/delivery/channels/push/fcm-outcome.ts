import { list, text } from '../../callbacks/fields.js';
import { AnswerLost, NotReached, type Answer } from '../http/call.js';
import { noAnswer, refusal, retryAfterMs } from '../http/outcome.js';
import { GONE, type Rung } from './ring-all.js';

/** Where FCM is busy and does not say for how long, its guide asks for a minute. */
const PATIENCE_MS = 60_000;

/** FCM has answered, and not taken the message. */
export class Refused extends Error {
  constructor(readonly answer: Answer) {
    super(`FCM answered ${answer.status}.`);
  }
}

/** What a failed send means. */
export function fcmOutcome(error: unknown): Rung {
  if (error instanceof Refused) return refused(error.answer);
  if (error instanceof NotReached || error instanceof AnswerLost) return noAnswer(error);
  const { code = 'FCM', message } = error as Error & { code?: string };
  // The SDK says `messaging/…` of a message that it did not even send.
  if (code.startsWith('messaging/')) return { kind: 'reject', code, error: message };
  // It has not come to sending: our service account is not taken, or no token for it could be had.
  return { kind: 'retry', code, error: message, down: true };
}

/**
 * Its own words decide: a project that does not exist and a device that is gone are both 404, and for the first
 * nobody's devices must be forgotten.
 */
function refused(answer: Answer): Rung {
  const { status, headers, json } = answer;
  // A success that names no message is none that we know.
  if (status < 300) return { kind: 'unknown' };
  const { errorCode, canonical, aboutToken, message } = detailsOf(json);
  const told = {
    code: errorCode ?? canonical ?? `HTTP_${status}`,
    error: (message ?? `FCM answered ${status}.`).slice(0, 300),
  };
  if (errorCode === 'UNREGISTERED' || aboutToken) return GONE;
  // Of another project of Firebase: whoever has its key may still want it.
  if (errorCode === 'SENDER_ID_MISMATCH') return { kind: 'reject', ...told };
  // Our certificate for Apple, or for browsers: Android rings all the same.
  if (errorCode === 'THIRD_PARTY_AUTH_ERROR') return { kind: 'retry', ...told };
  // Our project, or somebody on the way who sends us elsewhere.
  if (status === 404 || status < 400) return { kind: 'retry', ...told, down: true };
  if (status === 429) return { kind: 'retry', ...told, afterMs: retryAfterMs(headers) ?? PATIENCE_MS };
  return refusal(answer, told.code, told.error);
}

interface Details {
  errorCode: string | undefined;
  canonical: string | undefined;
  message: string | undefined;
  /** It complains of the token alone. */
  aboutToken: boolean;
}

/** Whatever has answered, a gateway on the way as well: one that cannot be read would cost the batch its outcomes. */
function detailsOf(said: unknown): Details {
  const details = list(said, 'error', 'details');
  const own = details.find((each) => text(each, '@type')?.endsWith('fcm.v1.FcmError'));
  const violations = details.flatMap((each) => list(each, 'fieldViolations'));
  return {
    errorCode: text(own, 'errorCode'),
    canonical: text(said, 'error', 'status'),
    message: text(said, 'error', 'message'),
    aboutToken: violations.length > 0 && violations.every((each) => text(each, 'field') === 'message.token'),
  };
}
