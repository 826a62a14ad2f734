import { describe, expect, it } from 'vitest';
import type { Outcome } from '../channels/provider.js';
import { listenTo, thrown } from './listen.js';

const sent: Outcome = { kind: 'sent' };
const refused: Outcome = { kind: 'reject', code: 'X', error: 'no such number' };
const nowhere: Outcome = { kind: 'nowhere', reason: 'NO_ADDRESS' };
const busy: Outcome = { kind: 'retry', code: 'X', error: 'later' };
const down: Outcome = { kind: 'retry', code: 'HTTP_500', error: 'oh no', down: true };
const silent: Outcome = { kind: 'unknown', down: true };
const patience = (afterMs: number, over: { down?: boolean } = {}): Outcome => ({
  kind: 'retry',
  code: 'HTTP_429',
  error: 'hush',
  afterMs,
  ...over,
});

describe('what outcomes say of their provider', () => {
  it.each<[string, (Outcome | undefined)[], object]>([
    ['an answer is an answer, whatever it says', [sent, refused, busy], { well: 3, down: 0, patienceMs: 0 }],
    ['it may be down', [down, silent, sent], { well: 1, down: 2, reason: 'HTTP_500: oh no' }],
    ['nobody was asked', [nowhere, { kind: 'held' }, undefined], { well: 0, down: 0 }],
    ['it is silent, and most were not even begun', [silent, { kind: 'held' }], { well: 0, down: 1 }],
    ['nothing is known of it', [{ kind: 'unknown' }], { well: 1, down: 0 }],
    [
      'it asks for patience',
      [patience(2_000), patience(5_000)],
      { patienceMs: 5_000, reason: 'HTTP_429: hush' },
    ],
    ['it asks for this one alone', [patience(2_000, { down: false })], { well: 1, patienceMs: 0 }],
    ['that is about a few only', [sent, sent, patience(2_000)], { well: 3, patienceMs: 0 }],
  ])('%s', (_what, outcomes, expected) => {
    expect(listenTo(outcomes)).toMatchObject(expected);
  });
});

it.each([
  [
    'User: arn:aws:iam::123456789012:user/us is not authorized to perform: SNS:Publish on resource: +14155550100',
    'User: arn:aws:iam::(a number):user/us is not authorized to perform: SNS:Publish on resource: (a number)',
  ],
  ['450 4.7.1 <meera@example.test>: greylisted', '450 4.7.1 <(an address)>: greylisted'],
  ['connect ECONNREFUSED 10.0.0.1:587', 'connect ECONNREFUSED 10.0.0.1:587'],
])('whoever waits for it is not told who else it was asked about: %s', (error, told) => {
  expect(listenTo([{ kind: 'retry', code: 'X', error, down: true }]).reason).toBe(`X: ${told}`);
  expect(thrown(1, new Error(error)).reason).toBe(told);
});
