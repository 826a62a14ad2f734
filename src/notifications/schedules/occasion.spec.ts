import { expect, test } from 'vitest';
import { conflict, forbidden, impossible, unavailable } from '../../platform/errors/app-error.js';
import { nobody } from '../planning/audience-size.sql.js';
import { decideOccasion, outcomeOf, type Occasion, type Outcome } from './occasion.js';

const due = { cron: '0 9 * * *', timezone: 'UTC', endsAt: null, now: new Date('2026-11-21T09:00:02Z') };
const tomorrow = new Date('2026-11-22T09:00:00Z');
const sent: Outcome = { messageId: 'm' };

test.each<[string, Outcome, object, Occasion]>([
  ['was sent', sent, {}, { messageId: 'm', nextAt: tomorrow, reason: null }],
  [
    'makes up for all that were missed',
    sent,
    { now: new Date('2026-11-21T20:00:00Z') },
    { messageId: 'm', nextAt: tomorrow, reason: null },
  ],
  ['has one more', sent, { endsAt: tomorrow }, { messageId: 'm', nextAt: tomorrow, reason: null }],
  [
    'was the last',
    sent,
    { endsAt: new Date('2026-11-22T08:59:59Z') },
    { messageId: 'm', nextAt: null, reason: 'It has come to its end.' },
  ],
  [
    'found nobody',
    { skippedBecause: 'Nobody.' },
    {},
    { messageId: null, nextAt: tomorrow, reason: 'Nobody.' },
  ],
  ['may not be any more', { endedBecause: 'No.' }, {}, { messageId: null, nextAt: null, reason: 'No.' }],
])('an occurrence that %s', (_what, outcome, over, expected) => {
  expect(decideOccasion({ ...due, ...over }, outcome)).toEqual(expected);
});

test.each<[string, unknown, Outcome | undefined]>([
  ['nobody in the audience', nobody(), { skippedBecause: expect.stringContaining('Nobody') as string }],
  ['no right to', forbidden('You may not.'), { endedBecause: 'You may not.' }],
  ['a group that is gone', impossible('group-unknown', 'Gone.'), { endedBecause: 'Gone.' }],
  ['something that goes by', conflict('Wait.', 5), undefined],
  ['something that is away', unavailable('Away.'), undefined],
  ['a mistake of ours', new TypeError('x is undefined'), undefined],
])('a refusal for %s', (_what, refusal, expected) => {
  expect(outcomeOf(refusal)).toEqual(expected);
});
