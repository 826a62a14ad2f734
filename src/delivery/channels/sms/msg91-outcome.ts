import type { Answer } from '../http/call.js';
import { refusal, retryAfterMs } from '../http/outcome.js';
import { outcomeOf, type Verdict } from '../http/verdict.js';
import type { Outcome } from '../provider.js';

/** MSG91 knows numbers for its errors, but often says them in words only. */
const BY_CODE: Readonly<Record<string, Verdict>> = {
  201: 'not from us',
  202: 'no such address',
  203: 'not from us',
  207: 'not from us',
  208: 'not from us',
  210: 'not from us',
  301: 'not from us',
  302: 'not from us',
  303: 'not from us',
  306: 'later',
  // The same text to the same number, twice within ten seconds.
  311: 'later',
  400: 'never',
  418: 'not from us',
  506: 'later',
  601: 'later',
};
const BY_WORDS: readonly [RegExp, Verdict][] = [
  [/invalid (mobile|number)|(mobile|number)\w* .*\b(invalid|not valid|missing)/i, 'no such address'],
  [/unsubscribed|opted? ?out/i, 'not wanted'],
  [
    /auth|whitelist|blacklist|balance|credit|expired|banned|suspended|sender|template|flow|dlt/i,
    'not from us',
  ],
  [/limit|try again|too many|twice|internal|unavailable/i, 'later'],
];
const SAME_AGAIN_MS = 11_000;

/** What MSG91 has answered. It may say with status 200 that it did not take it. */
export function msg91Outcome(answer: Answer): Outcome {
  const { type, hasError, status, message, code, errors } = (answer.json ?? {}) as Record<string, unknown>;
  const refused = type === 'error' || hasError === true || status === 'fail';
  const fine = answer.status >= 200 && answer.status < 300;
  if (fine && type === 'success' && typeof message === 'string' && message !== '') {
    return { kind: 'sent', providerMessageId: message };
  }
  // Something has answered that is not MSG91.
  if (fine && !refused) return { kind: 'unknown' };

  const words = wordsOf(message) || wordsOf(errors) || `MSG91 answered ${answer.status}.`;
  const number = typeof code === 'string' || typeof code === 'number' ? String(code) : undefined;
  const told = { code: number ? `MSG91_${number}` : `HTTP_${answer.status}`, error: words };
  if ([401, 403, 408, 429].includes(answer.status) || answer.status >= 500) {
    return refusal(answer, told.code, told.error);
  }
  const verdict =
    (number !== undefined && BY_CODE[number]) || BY_WORDS.find(([pattern]) => pattern.test(words))?.[1];
  const afterMs = number === '311' ? SAME_AGAIN_MS : retryAfterMs(answer.headers);
  return outcomeOf(verdict || 'never', {
    ...told,
    code: refused ? told.code.replace('HTTP_200', 'MSG91') : told.code,
    afterMs,
  });
}

const wordsOf = (told: unknown): string =>
  typeof told === 'string'
    ? told
    : told === undefined || told === null
      ? ''
      : JSON.stringify(told).slice(0, 300);
