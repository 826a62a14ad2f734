import { expect, it } from 'vitest';
import { bestBy } from './best.js';
import type { KnownOutcome, Provider } from './provider.js';
import { kindOf, type Passage, type Ready } from '../traffic/passage.js';

const ready = {} as Ready;
const by = (name: string) => ({ name }) as Provider;
const HELD: Passage = { ready, hold: { code: 'PROVIDER_DOWN', error: '', inMs: 1 } };
const said = (name: string, outcome: KnownOutcome | { kind: 'unknown' } | undefined): Passage => ({
  ready,
  by: by(name),
  outcome,
});

const sent = said('sent', { kind: 'sent' });
const retry = said('retry', { kind: 'retry', code: 'X', error: '' });
const unknown = said('unknown', { kind: 'unknown' });
const missing = said('missing', undefined);
const reject = said('reject', { kind: 'reject', code: 'X', error: '' });
const nowhere = said('nowhere', { kind: 'nowhere', reason: 'NO_ADDRESS' });

it.each<[string, Passage[], Passage]>([
  ['one has sent it', [reject, nowhere, sent, retry], sent],
  ['one was not asked yet', [nowhere, unknown, retry, HELD], HELD],
  ['one may later', [unknown, retry, reject], retry],
  ['one may have sent it', [reject, unknown], unknown],
  ['one has said nothing', [reject, missing], missing],
  ['one has refused', [nowhere, reject], reject],
  ['none has anywhere to go', [nowhere, said('other', { kind: 'nowhere', reason: 'NO_ADDRESS' })], nowhere],
])('of several services that counts: %s', (_what, passages, expected) => {
  expect(bestBy(passages, kindOf)).toBe(expected);
});
