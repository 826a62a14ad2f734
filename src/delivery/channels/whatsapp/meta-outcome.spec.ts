import { expect, it } from 'vitest';
import type { Outcome } from '../provider.js';
import { metaOutcome } from './meta-outcome.js';

const answer = (status: number, json: unknown) => ({
  status,
  headers: {},
  json,
  text: JSON.stringify(json) ?? '',
});
const DOWN: Partial<Outcome> = { kind: 'retry', down: true };

it.each<[number, Partial<Outcome>, boolean?]>([
  [0, DOWN],
  [10, DOWN],
  [190, DOWN],
  [200, DOWN],
  [299, DOWN],
  [368, DOWN],
  [131042, DOWN],
  [133010, DOWN],
  [2, DOWN],
  [131016, DOWN],
  [4, { kind: 'retry' }],
  [80007, { kind: 'retry' }],
  [130429, { kind: 'retry' }],
  [131048, { kind: 'retry' }],
  [131056, { kind: 'retry' }],
  [131000, { kind: 'retry' }],
  [131047, { kind: 'reject' }, true],
  [132000, { kind: 'reject' }, true],
  [132001, { kind: 'reject' }, true],
  [132012, { kind: 'reject' }, true],
  [132015, { kind: 'reject' }, true],
  [131026, { kind: 'reject' }],
  [131050, { kind: 'reject' }],
  [131051, { kind: 'reject' }],
  [100, { kind: 'reject' }],
  [999_999, { kind: 'reject' }],
])('Meta’s %i', (code, expected, otherwise) => {
  const found = metaOutcome(
    answer(400, { error: { code, message: 'No', error_data: { details: 'Really' } } }),
  );
  expect(found.outcome).toMatchObject({ ...expected, code: `META_${code}`, error: 'No: Really' });
  // Who is not on WhatsApp today may be tomorrow.
  expect(found.outcome).not.toHaveProperty('address');
  expect(found.otherwise).toBe(otherwise);
});

it.each<[string, number, unknown, Partial<Outcome>]>([
  ['a number id that is not ours', 400, { error: { code: 100, error_subcode: 33 } }, DOWN],
  ['an error with success', 200, { error: { code: 131026, message: 'No' } }, { kind: 'reject' }],
  ['an error that is new, with success', 200, { error: { code: 7, message: 'No' } }, { kind: 'reject' }],
  ['an error that is no object', 400, { error: 'no' }, { kind: 'reject', error: 'Meta did not say why.' }],
  ['a proxy', 502, undefined, DOWN],
  ['no messages', 200, { messages: [] }, { kind: 'unknown' }],
  ['messages that are none', 200, { messages: 'one' }, { kind: 'unknown' }],
  ['an id that is none', 200, { messages: [{ id: 7 }] }, { kind: 'unknown' }],
  ['null', 200, null, { kind: 'unknown' }],
  ['a list', 200, [], { kind: 'unknown' }],
])('%s', (_what, status, json, expected) => {
  expect(metaOutcome(answer(status, json)).outcome).toMatchObject(expected);
});
