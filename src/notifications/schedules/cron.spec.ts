import { CronExpression } from 'cron-parser';
import { describe, expect, test, vi } from 'vitest';
import { cronOf, flawOfCron, nextAfter, occurrencesAfter } from './cron.js';

test.each([
  '0 9 * * *',
  '30 9-17/2 * * mon-fri',
  '  5  0   1,15 JAN,jul  * ',
  '0 * * * *',
  '*/60 9 * * *',
  '0 9 * * 7',
  '0 9 30 2 *',
])('%s can be read', (cron) => {
  expect(flawOfCron(cron)).toBeUndefined();
});

test.each<[string, RegExp]>([
  ['', /five fields/],
  ['0 9', /five fields, minute, hour, day of the month, month, day of the week/],
  ['0 0 9 * * *', /five fields/],
  ['@daily', /five fields/],
  ['61 9 * * *', /its minute cannot be read: 61/],
  ['a 9 * * *', /its minute/],
  ['H 9 * * *', /its minute/],
  ['0 24 * * *', /its hour/],
  ['0 9/0 * * *', /its hour/],
  ['0 9 0 * *', /its day of the month/],
  ['0 9 L * *', /its day of the month/],
  ['0 9 * 13 *', /its month/],
  ['0 9 * MON *', /its month/],
  ['0 9 * * 8', /its day of the week/],
  ['0 9 * * FRI-MON', /its day of the week/],
  ['0 9 * * 1#5', /its day of the week/],
  ['* * * * *', /name one minute/],
  ['*/30 9 * * *', /name one minute/],
  ['0,59 9 1 1 *', /name one minute/],
  ['0 9 * * \u0661', /its day of the week/],
])('%s cannot', (cron, flaw) => {
  expect(flawOfCron(cron)).toMatch(flaw);
});

test('it is kept in one way to write it', () => {
  expect(cronOf('  5  0   1,15 JAN,jul  * ')).toBe('5 0 1,15 JAN,JUL *');
});

describe('the next moments', () => {
  test.each<[string, string, string, string, string[]]>([
    [
      'every day',
      '0 9 * * *',
      'Asia/Kolkata',
      '2026-11-21T03:30:00Z',
      ['2026-11-22T03:30', '2026-11-23T03:30'],
    ],
    [
      'on weekdays',
      '0 9 * * MON-FRI',
      'UTC',
      '2026-11-20T10:00:00Z',
      ['2026-11-23T09:00', '2026-11-24T09:00'],
    ],
    [
      'on the last day of long months',
      '0 9 31 * *',
      'UTC',
      '2026-11-21T00:00:00Z',
      ['2026-12-31T09:00', '2027-01-31T09:00'],
    ],
    ['in leap years', '0 9 29 2 *', 'UTC', '2096-03-01T00:00:00Z', ['2104-02-29T09:00', '2108-02-29T09:00']],
    [
      'that summer time leaves out',
      '30 2 * * *',
      'Europe/Berlin',
      '2027-03-27T12:00:00Z',
      ['2027-03-28T01:30', '2027-03-29T00:30'],
    ],
    [
      'that it shows twice',
      '30 2 * * *',
      'Europe/Berlin',
      '2026-10-24T12:00:00Z',
      ['2026-10-25T00:30', '2026-10-26T01:30'],
    ],
    [
      'where half an hour is left out',
      '15 2 * * *',
      'Australia/Lord_Howe',
      '2026-10-03T00:00:00Z',
      ['2026-10-03T15:45', '2026-10-04T15:15'],
    ],
    [
      'where midnight is left out',
      '0 0 * * *',
      'America/Santiago',
      '2026-09-05T12:00:00Z',
      ['2026-09-06T04:00', '2026-09-07T03:00'],
    ],
    [
      'once a year, where midnight is left out that day',
      '0 0 29 3 *',
      'Asia/Beirut',
      '2026-03-28T12:00:00Z',
      ['2026-03-28T22:00', '2027-03-28T21:00'],
    ],
    [
      'two that summer time makes one',
      '30 2,3 * * *',
      'Europe/Berlin',
      '2027-03-27T12:00:00Z',
      ['2027-03-28T01:30', '2027-03-29T00:30'],
    ],
    [
      'after one that was shown twice',
      '30 2 * * *',
      'Europe/Berlin',
      '2026-10-25T00:30:00.200Z',
      ['2026-10-26T01:30', '2026-10-27T01:30'],
    ],
  ])('%s', (_what, cron, timezone, after, expected) => {
    const moments = occurrencesAfter(cron, timezone, new Date(after), 2);
    expect(moments.map((each) => each.toISOString().slice(0, 16))).toEqual(expected);
  });

  test.each(['0 9 30 2 *', '0 9 31 4,6,9,11 *', '0 9 31 2 *', '0 9 30,31 2 *'])(
    'there are none of %s, which is known at once',
    (cron) => {
      const search = vi.spyOn(CronExpression.prototype, 'take');
      expect(nextAfter(cron, 'UTC', new Date())).toBeUndefined();
      expect(search).not.toHaveBeenCalled();
    },
  );

  test('come by the day of the week where the day of the month never does', () => {
    expect(nextAfter('0 9 31 4,6 MON', 'UTC', new Date('2027-04-01T00:00:00Z'))).toEqual(
      new Date('2027-04-05T09:00:00Z'),
    );
  });
});
