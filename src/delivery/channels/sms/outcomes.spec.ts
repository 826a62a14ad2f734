import { describe, expect, it } from 'vitest';
import type { Answer } from '../http/call.js';
import type { Outcome } from '../provider.js';
import { msg91Outcome } from './msg91-outcome.js';
import { snsOutcome } from './sns-outcome.js';
import { twilioOutcome } from './twilio-outcome.js';

const answer = (status: number, json: unknown, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers,
  json,
  text: JSON.stringify(json),
});
const INVALID: Partial<Outcome> = { kind: 'reject', address: 'INVALID_ADDRESS' };
const STOPPED: Partial<Outcome> = { kind: 'reject', address: 'UNSUBSCRIBED' };
const DOWN: Partial<Outcome> = { kind: 'retry', down: true };

describe('what Twilio means', () => {
  it.each<[number, number, Partial<Outcome>]>([
    [400, 21211, INVALID],
    [400, 21614, INVALID],
    [400, 21217, INVALID],
    [400, 21610, STOPPED],
    [403, 21408, { kind: 'retry', code: 'TWILIO_21408' }],
    [400, 21606, DOWN],
    [401, 20003, DOWN],
    [403, 20005, DOWN],
    [404, 20404, DOWN],
    [400, 21602, { kind: 'reject', code: 'TWILIO_21602', error: 'Because.' }],
    [500, 20500, DOWN],
    // A redirect is not followed, because the text would go with it.
    [307, 20001, { kind: 'reject' }],
    // Whoever answers 429 with it, it is about the rate.
    [429, 21610, { kind: 'retry', afterMs: 3_000 }],
  ])('by %i and %i', (status, code, expected) => {
    const outcome = twilioOutcome(
      answer(status, { code, message: 'Because.', status }, { 'retry-after': '3' }),
    );
    expect(outcome).toMatchObject(expected);
    if (outcome.kind === 'reject' && !('address' in expected)) expect(outcome.address).toBeUndefined();
  });

  it.each([null, 'Bad request', [], { code: '21211' }, { message: 7 }])('by 400 and %j', (json) => {
    expect(twilioOutcome(answer(400, json))).toEqual({
      kind: 'reject',
      code: 'HTTP_400',
      error: 'Twilio answered 400.',
    });
  });
});

describe('what MSG91 means', () => {
  it.each<[string, number, unknown, Partial<Outcome>]>([
    ['taken', 200, { type: 'success', message: '3763646c' }, { kind: 'sent', providerMessageId: '3763646c' }],
    ['success without an id', 200, { type: 'success' }, { kind: 'unknown' }],
    ['nothing', 200, null, { kind: 'unknown' }],
    ['a list', 200, [], { kind: 'unknown' }],
    ['a code', 200, { type: 'error', code: 301, message: 'No.' }, { ...DOWN, code: 'MSG91_301' }],
    ['twice', 200, { type: 'error', code: '311', message: 'No.' }, { kind: 'retry', afterMs: 11_000 }],
    ['words', 200, { type: 'error', message: 'Insufficient balance' }, { ...DOWN, code: 'MSG91' }],
    ['a number in words', 400, { type: 'error', message: 'Mobile no. is not valid' }, INVALID],
    ['an address that is not allowed', 418, { type: 'error', message: 'IP not whitelisted' }, DOWN],
    ['a template', 400, { type: 'error', message: 'template id missing' }, DOWN],
    ['in its other form', 401, { status: 'fail', hasError: true, errors: ['Unauthorized'] }, DOWN],
    ['and with success', 200, { status: 'fail', hasError: true, errors: ['Unauthorized'] }, DOWN],
    ['something new', 400, { type: 'error', message: 'Mercury is retrograde' }, { kind: 'reject' }],
    ['NUL and length', 400, { type: 'error', message: { deep: 'x'.repeat(9_000) } }, { kind: 'reject' }],
  ])('by %s', (_what, status, json, expected) => {
    expect(msg91Outcome(answer(status, json))).toMatchObject(expected);
  });
});

describe('what SNS means', () => {
  const failed = (name: string, message: string, status?: number, fault: 'client' | 'server' = 'client') =>
    Object.assign(new Error(message), {
      name,
      ...(status !== undefined && { $fault: fault, $metadata: { httpStatusCode: status } }),
    });
  it.each<[string, Error, Outcome | Partial<Outcome>]>([
    [
      'a number',
      failed('InvalidParameterException', 'Invalid parameter: PhoneNumber Reason: no', 400),
      INVALID,
    ],
    [
      'a text',
      failed('InvalidParameterException', 'Invalid parameter: Empty message', 400),
      { kind: 'reject' },
    ],
    ['STOP', failed('OptedOutException', 'Opted out', 400), STOPPED],
    ['haste', failed('ThrottledException', 'Rate exceeded', 429), { kind: 'retry' }],
    ['haste in its other form', failed('Throttling', 'Rate exceeded', 400), { kind: 'retry' }],
    ['a key', failed('InvalidClientTokenId', 'No such key', 403), DOWN],
    ['no key', failed('CredentialsProviderError', 'Could not load credentials'), DOWN],
    ['a fault', failed('InternalErrorException', 'Sorry', 500, 'server'), DOWN],
    ['a name that is new', failed('Mercury', 'Retrograde', 400), { kind: 'reject', code: 'SNS_Mercury' }],
    ['nonsense', failed('SyntaxError', 'Unexpected token'), { kind: 'unknown' }],
    ['nonsense with success', failed('SyntaxError', 'Unexpected token', 200), { kind: 'unknown' }],
  ])('by %s', (_what, error, expected) => {
    expect(snsOutcome(error)).toMatchObject(expected);
  });
});
