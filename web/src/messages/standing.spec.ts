import { expect, test } from 'vitest';
import type { Approval, Counts, MessageState } from './message';
import { alreadyOut, reachedBy, standingOf, type Standing } from './standing';

const approval = (state: Approval['state']): Approval => ({
  state,
  communityId: 'c',
  communityName: 'Anand Samaj',
  askedAt: '2026-11-21T12:00:00Z',
  decidedAt: null,
  decidedBy: null,
  reason: null,
});

test.each<[Standing, MessageState, Counts | null, Approval | null]>([
  ['scheduled', 'SCHEDULED', {}, null],
  ['asking', 'SCHEDULED', {}, approval('WAITING')],
  ['scheduled', 'SCHEDULED', {}, approval('GRANTED')],
  ['spreading', 'FANNING_OUT', { IN_APP: { DELIVERED: 3 } }, null],
  ['leaving', 'COMPLETED', { IN_APP: { DELIVERED: 3 }, EMAIL: { SCHEDULED: 3 } }, null],
  ['leaving', 'COMPLETED', { EMAIL: { SENT: 2, RETRYING: 1 } }, null],
  ['done', 'COMPLETED', { EMAIL: { SENT: 2, FAILED: 1, SUPPRESSED: 4 } }, null],
  ['sent', 'COMPLETED', null, null],
  ['cancelled', 'CANCELLED', { EMAIL: { CANCELLED: 3 } }, null],
  ['refused', 'CANCELLED', {}, approval('REFUSED')],
  ['failed', 'FAILED', {}, null],
])('%s: %s with %j', (standing, state, counts, asked) => {
  expect(standingOf({ state, counts, approval: asked })).toBe(standing);
});

test('what is out of the house, by its way', () => {
  const counts = {
    IN_APP: { DELIVERED: 9 },
    EMAIL: { SENT: 2, DELIVERED: 3, SCHEDULED: 4 },
    SMS: { CANCELLED: 9 },
  };
  expect(alreadyOut(counts)).toEqual([['EMAIL', 5]]);
});

test.each<[string, Counts, number, boolean]>([
  ['in the app, all of them', { IN_APP: { DELIVERED: 5 }, EMAIL: { SENT: 3, SUPPRESSED: 2 } }, 5, true],
  ['by one way, some of them', { SMS: { SENT: 2, DELIVERED: 1, SUPPRESSED: 2 } }, 3, true],
  ['by two ways, which may be others', { SMS: { SENT: 3, FAILED: 2 }, EMAIL: { SENT: 2 } }, 3, false],
  ['nobody yet', {}, 0, true],
])('who has it: %s', (_, counts, count, exact) => {
  expect(reachedBy({ counts, plannedCount: 5 })).toEqual({ count, exact });
});
