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

  it('finds dates inside plurals', () => {
    const text = '{count, plural, one {# on {at, date, short}} other {# on {at, date, short}}}';
    expect(word(text, { at, count: 2 }, 'en', 'UTC')).toBe('2 on 11/8/26');
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
