import type { Answer } from '../http/call.js';
import { refusal, retryAfterMs } from '../http/outcome.js';
import { outcomeOf, type Told, type Verdict } from '../http/verdict.js';
import type { Outcome } from '../provider.js';

/** `otherwise`: it may be said in another form, and else not at all. */
type MetaVerdict = Verdict | 'otherwise';

const codes = (verdict: MetaVerdict, ...numbers: number[]) =>
  numbers.map((number): [unknown, MetaVerdict] => [number, verdict]);

const BY_CODE: ReadonlyMap<unknown, MetaVerdict> = new Map([
  // The token, what it allows, the number we send from, what we owe.
  ...codes('not from us', 0, 3, 10, 33, 190, 368, 131005, 131031, 131037, 131042, 131045, 133010),
  // Too much at once: by the app, the account, our number, or to this one.
  ...codes('later', 4, 80007, 130429, 131048, 131056),
  // Meta is not well.
  ...codes('later', 1, 131000),
  ...codes('not from us', 2, 131016, 131057),
  // Longer than a day since they wrote; a template that is missing in this language, paused or switched off.
  ...codes('otherwise', 131047, 132001, 132015, 132016),
  // Parameters that do not fit the template, or what is against the rules of it.
  ...codes('otherwise', 132000, 132005, 132007, 132012),
  // Not on WhatsApp, or not this kind of message, or none of this kind to them. All of that may change.
  ...codes('never', 130472, 130497, 131008, 131009, 131021, 131026, 131030, 131049, 131050, 131051),
]);

/** What Meta has answered to one form: what became of it, or that another form may do. */
export function metaOutcome(answer: Answer): { outcome: Outcome; otherwise?: boolean } {
  const { messages, error } = (answer.json ?? {}) as {
    messages?: { id?: unknown }[];
    error?: {
      code?: unknown;
      error_subcode?: unknown;
      message?: unknown;
      error_data?: { details?: unknown };
    };
  };
  if (error === undefined || error === null) {
    if (answer.status < 200 || answer.status > 299) return { outcome: refusal(answer) };
    const id = Array.isArray(messages) ? messages[0]?.id : undefined;
    // Without an id, something has answered that is not Meta.
    return {
      outcome:
        typeof id === 'string' && id !== '' ? { kind: 'sent', providerMessageId: id } : { kind: 'unknown' },
    };
  }
  const { code, error_subcode: subcode, message, error_data: data } = error;
  const told: Told = {
    code: typeof code === 'number' ? `META_${code}` : `HTTP_${answer.status}`,
    error:
      [message, data?.details].filter((part) => typeof part === 'string').join(': ') ||
      'Meta did not say why.',
    afterMs: retryAfterMs(answer.headers),
  };
  const verdict = verdictOf(code, subcode);
  if (verdict === 'otherwise') return { outcome: outcomeOf('never', told), otherwise: true };
  if (verdict !== undefined) return { outcome: outcomeOf(verdict, told) };
  // A service between us and Meta answers with a status of success at times.
  const refused = answer.status < 300 ? { ...answer, status: 400 } : answer;
  return { outcome: refusal(refused, told.code, told.error) };
}

function verdictOf(code: unknown, subcode: unknown): MetaVerdict | undefined {
  // 200 to 299 are permissions; and 100 with 33 is a number id that is not ours.
  if (typeof code === 'number' && code >= 200 && code <= 299) return 'not from us';
  if (code === 100 && subcode === 33) return 'not from us';
  return BY_CODE.get(code);
}
