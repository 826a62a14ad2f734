import { describe, expect, it } from 'vitest';
import { word } from './wording.js';

const at = '2026-11-08T20:30:00.000Z';

describe('word', () => {
  it('tells a time in the timezone of the reader', () => {
    const text = 'On {at, date, long} at {at, time, short}';
    expect(word(text, { at }, 'en', 'UTC')).toContain('November 8');
    expect(word(text, { at }, 'en', 'Asia/Kolkata')).toContain('November 9');
    expect(word(text, { at }, 'en', 'Asia/Kolkata')).toContain('2:00');
  });

  it('tells a date in the language of the reader', () => {
    expect(word('{at, date, long}', { at }, 'hi', 'UTC')).toContain('नवंबर');
    expect(word('{at, date, long}', { at }, 'gu', 'UTC')).toContain('નવેમ્બર');
  });

  it.each([
    ['en', '8:30 PM'],
    ['hi', 'रात 8:30'],
    ['gu', '8:30 PM'],
  ] as const)('tells an hour as one says it in %s: %s', (locale, told) => {
    expect(word('{at, time, short}', { at }, locale, 'UTC').replaceAll('\u202F', ' ')).toBe(told);
  });

  it('finds dates inside plurals', () => {
    const text = '{count, plural, one {# on {at, date, short}} other {# on {at, date, short}}}';
    expect(word(text, { at, count: 2 }, 'en', 'UTC')).toBe('2 on 11/8/26');
  });

  it.each([
    ['INR', 125_050, 'en', '₹1,250.50'],
    ['INR', 12_500_000, 'hi', '₹1,25,000.00'],
    ['INR', 12_500_000, 'gu', '₹1,25,000.00'],
    ['USD', 5, 'en', '$0.05'],
    ['JPY', 1_250, 'en', '¥1,250'],
    ['KWD', 1_250, 'en', 'KWD 1.250'],
  ] as const)('tells money from the smallest unit: %s %d in %s is %s', (currency, amount, locale, told) => {
    const said = word('{amount, number, money}', { amount, currency }, locale, 'UTC');
    expect(said.replaceAll('\u00A0', ' ')).toBe(told);
  });

  it('throws where it cannot know the currency', () => {
    const text = 'Pay {amount, number, money}';
    expect(() => word(text, { amount: 1 }, 'en', 'UTC')).toThrow(/currency/);
    expect(() => word(text, { amount: 1, currency: 'rupees' }, 'en', 'UTC')).toThrow(/rupees/);
  });

  it('fills values in as they are, whatever they look like', () => {
    expect(word('“{title}”', { title: "{evil} '' <b> #" }, 'en', 'UTC')).toBe("“{evil} '' <b> #”");
  });

  it('throws where a value is missing, so that nothing half-worded goes out', () => {
    expect(() => word('{title}', {}, 'en', 'UTC')).toThrow(/title/);
  });

  it.each(['Mars/Olympus', '', 'IST5', '+99:00', 'Asia/Kolkata '])(
    'falls back to UTC where a timezone does not exist: “%s”',
    (timezone) => {
      const text = '{at, date, long} at {at, time, short}';
      expect(word(text, { at }, 'en', timezone)).toBe(word(text, { at }, 'en', 'UTC'));
    },
  );
});
