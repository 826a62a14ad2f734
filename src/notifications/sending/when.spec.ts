import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { describe, expect, test } from 'vitest';
import { firstMoment, IsSendTime, whenOf, type AskedWhen } from './when.js';

const now = new Date('2026-11-21T10:00:00Z');

describe('one moment for all', () => {
  test.each<[string, string | undefined, Date | undefined]>([
    ['nothing said', undefined, undefined],
    ['in a second', '2026-11-21T10:00:01Z', new Date('2026-11-21T10:00:01Z')],
    ['at another offset', '2026-11-21T15:31:00+05:30', new Date('2026-11-21T10:01:00Z')],
    ['a moment ago', '2026-11-21T09:59:30Z', undefined],
    ['almost a year ahead', '2027-11-20T10:00:00Z', new Date('2027-11-20T10:00:00Z')],
  ])('%s', (_what, scheduledFor, at) => {
    const when = whenOf({ scheduledFor }, now);
    expect(when).toEqual(at ? { scheduledFor: at } : {});
    expect(firstMoment(when, now)).toEqual(at ?? null);
  });

  test.each([
    ['2026-11-21T09:58:59Z', 'in the past.'],
    ['2027-12-01T00:00:00Z', 'more than a year ahead'],
  ])('%s is refused', (scheduledFor, reason) => {
    expect(() => whenOf({ scheduledFor }, now)).toThrow(reason);
  });
});

describe('one time of day for each', () => {
  test.each<[string, string, string | null]>([
    ['first at UTC+14', '2026-11-22T09:00', '2026-11-21T19:00:00Z'],
    ['past for the first, still to come for others', '2026-11-21T09:00', null],
    ['still to come at UTC−12 only', '2026-11-20T22:00:30', null],
  ])('%s', (_what, localTime, first) => {
    const when = whenOf({ scheduledFor: localTime, inRecipientTimezone: true }, now);
    expect(when).toEqual({ localTime });
    expect(firstMoment(when, now)).toEqual(first && new Date(first));
  });

  test.each([
    ['2026-11-20T21:58', 'in the past in every timezone'],
    ['2027-11-23T10:00', 'more than a year ahead'],
    [undefined, 'One field is not right'],
  ])('%s is refused', (scheduledFor, reason) => {
    expect(() => whenOf({ scheduledFor, inRecipientTimezone: true }, now)).toThrow(reason);
  });
});

class Asked implements AskedWhen {
  @IsSendTime() scheduledFor!: string;
  inRecipientTimezone?: boolean;
}

test.each<[string, object, RegExp | undefined]>([
  ['a moment', { scheduledFor: '2030-01-31T18:30:00+05:30' }, undefined],
  ['a time of day', { scheduledFor: '2030-01-31T09:00', inRecipientTimezone: true }, undefined],
  ['to the second', { scheduledFor: '2030-01-31T09:00:30', inRecipientTimezone: true }, undefined],
  ['a moment that lacks its offset', { scheduledFor: '2030-01-31T09:00' }, /with an offset.*or say "inRec/],
  ['no moment at all', { scheduledFor: 'soon' }, /with an offset, like [^;]+$/],
  [
    'a time of day with an offset',
    { scheduledFor: '2030-01-31T09:00Z', inRecipientTimezone: true },
    /without an offset, like/,
  ],
  ['no such day', { scheduledFor: '2030-06-31T09:00', inRecipientTimezone: true }, /without an offset/],
])('%s', (_what, asked, message) => {
  const [error] = validateSync(plainToInstance(Asked, asked));
  if (message) expect(Object.values(error?.constraints ?? {})).toEqual([expect.stringMatching(message)]);
  else expect(error).toBeUndefined();
});
