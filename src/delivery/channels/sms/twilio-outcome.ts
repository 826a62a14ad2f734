import type { Answer } from '../http/call.js';
import { refusal, retryAfterMs } from '../http/outcome.js';
import { outcomeOf, type Verdict } from '../http/verdict.js';
import type { Outcome } from '../provider.js';

const BY_CODE: ReadonlyMap<unknown, Verdict> = new Map([
  // Not a number at all, not a mobile one, a short code, a landline.
  [21211, 'no such address'],
  [21217, 'no such address'],
  [21265, 'no such address'],
  [21614, 'no such address'],
  [21635, 'no such address'],
  // They have answered STOP.
  [21610, 'not wanted'],
  // Not from our number, or not to that country.
  [21408, 'later'],
  [21612, 'later'],
  // Our queue is full.
  [21611, 'later'],
  // The account is not active or not there, or the number we send from is not ours.
  [20005, 'not from us'],
  [20404, 'not from us'],
  [21212, 'not from us'],
  [21603, 'not from us'],
  [21606, 'not from us'],
  [21659, 'not from us'],
  [21660, 'not from us'],
  [21703, 'not from us'],
]);

/** What Twilio has answered. A code that is not in the table goes by the status. */
export function twilioOutcome(answer: Answer): Outcome {
  const { sid, code, message } = (answer.json ?? {}) as Record<string, unknown>;
  if (answer.status >= 200 && answer.status < 300) {
    // Without an id, something has answered that is not Twilio.
    return typeof sid === 'string' && sid !== ''
      ? { kind: 'sent', providerMessageId: sid }
      : { kind: 'unknown' };
  }
  const told = {
    code: typeof code === 'number' ? `TWILIO_${code}` : `HTTP_${answer.status}`,
    error: typeof message === 'string' && message !== '' ? message : `Twilio answered ${answer.status}.`,
  };
  const verdict = BY_CODE.get(code);
  // Whatever the code, who asks for patience gets it.
  if (verdict === undefined || answer.status === 429 || answer.status >= 500) {
    return refusal(answer, told.code, told.error);
  }
  return outcomeOf(verdict, { ...told, afterMs: retryAfterMs(answer.headers) });
}
