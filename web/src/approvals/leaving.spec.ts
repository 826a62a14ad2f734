import { expect, test } from 'vitest';
import type { Approval } from '../messages/message';
import { leavingOf } from './leaving';
import { en } from './words/en';

const NOW = Date.parse('2030-01-31T09:00:00Z');
const moment = (at: Date) => at.toISOString().slice(0, 10);
const approval = (wantedFor: string | null): Approval => ({
  state: 'WAITING',
  communityId: 'c',
  communityName: 'C',
  askedAt: '2030-01-31T08:00:00Z',
  wantedFor,
  decidedAt: null,
  decidedBy: null,
  reason: null,
});

test.each<[string, string | null, string | null, string]>([
  ['at once', null, null, en.atOnce],
  ['at its time', '2030-02-01T09:00:00Z', null, en.at('2030-02-01')],
  ['at once, where its time has passed', '2030-01-31T08:59:00Z', null, en.passed],
  ['by everybody’s clock', null, '2030-02-03T12:00:00', en.each('2030-02-03')],
])('it goes %s', (_what, wantedFor, localTime, said) => {
  expect(leavingOf({ localTime, approval: approval(wantedFor) }, NOW, en, { moment })).toBe(said);
});
