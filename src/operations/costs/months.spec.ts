import { describe, expect, it } from 'vitest';
import { monthsOf, startsOf } from './months.js';

describe('the months of a report', () => {
  it.each<[string, { from?: string; to?: string }, string, string]>([
    ['are this one', {}, '2026-11', '2026-11'],
    ['go on until this one', { from: '2026-09' }, '2026-09', '2026-11'],
    ['are the one that is given', { to: '2026-10' }, '2026-10', '2026-10'],
    ['are both that are given', { from: '2025-12', to: '2026-01' }, '2025-12', '2026-01'],
    ['may be one of the future', { from: '2027-02' }, '2027-02', '2027-02'],
    ['are two years at most', { from: '2024-12' }, '2024-12', '2026-11'],
  ])('%s', (_what, given, from, to) => {
    expect(monthsOf(given, '2026-11')).toEqual({ from, to });
  });

  it('begin and end in UTC', () => {
    expect(startsOf({ from: '2026-12', to: '2027-01' })).toEqual([
      '2026-12-01T00:00:00.000Z',
      '2027-01-01T00:00:00.000Z',
      '2027-02-01T00:00:00.000Z',
    ]);
  });

  it.each([{ from: '2026-12', to: '2026-11' }, { from: '2024-11' }, { from: '1999-01', to: '2026-11' }])(
    'are not %j',
    (given) => {
      expect(() => monthsOf(given, '2026-11')).toThrow(/not right/);
    },
  );
});
