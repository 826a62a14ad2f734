import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../directory/locales.js';
import { TYPES } from '../types.js';
import { digestWords } from './digest.js';
import { shorten } from './shorten.js';

const at = new Date('2026-11-08T20:30:00.000Z');
const told = (message: string) => ({ title: 'Hall', message, link: null, at });
const words = (type: string, untold: number, locale: (typeof LOCALES)[number] = 'en', timezone = 'UTC') =>
  digestWords(type, [told('one'), told('two')], untold, { locale, timezone });

describe('a digest in words', () => {
  it.each([
    ['en', '2 new announcements'],
    ['hi', '2 नई घोषणाएँ'],
    ['gu', '2 નવી જાહેરાતો'],
  ] as const)('says in %s how many there are: %s', (locale, subject) => {
    expect(words('ANNOUNCEMENT', 0, locale).subject).toBe(subject);
  });

  it('has words for every type in every language, and for one that is no more', () => {
    for (const type of [...Object.keys(TYPES), 'GONE', 'toString']) {
      for (const locale of LOCALES) expect(words(type, 3, locale).subject).toMatch(/^5 \S/);
    }
    expect(words('GONE', 0).subject).toBe('2 new messages');
  });

  it.each([
    ['en', 0, null],
    ['en', 1, 'And 1 more, which is in the app.'],
    ['en', 1_234, 'And 1,234 more, which are in the app.'],
    ['hi', 1, 'और 1 बाकी है, जो आपको ऐप में मिलेगा।'],
    ['hi', 7, 'और 7 बाकी हैं, जो आपको ऐप में मिलेंगे।'],
    ['gu', 7, 'અને 7 બાકી છે, જે તમને ઍપમાં મળશે.'],
  ] as const)('says in %s that there are %i more: %s', (locale, untold, more) => {
    expect(words('GENERIC', untold, locale).more).toBe(more);
  });

  it('tells times as the reader’s clock shows them', () => {
    const { greeting, items } = words('GENERIC', 0, 'en', 'Asia/Kolkata');
    expect(greeting.replaceAll(/\s/g, ' ')).toBe('Hello, this has come for you since Nov 9, 2026, 2:00 AM.');
    expect(items.map((item) => item.at.replaceAll(/\s/g, ' '))).toEqual(
      Array<string>(2).fill('Nov 9, 2026, 2:00 AM'),
    );
  });

  it('leaves braces that somebody typed as they are', () => {
    const { items } = digestWords('GENERIC', [told('{count} {'), told('two')], 0, {
      locale: 'en',
      timezone: 'UTC',
    });
    expect(items[0]?.message).toBe('{count} {');
  });
});

describe('shorten', () => {
  const family = '👨‍👩‍👧';
  it.each([
    ['what is short', 10, 'what is s…'],
    ['short', 5, 'short'],
    ['shorter', 5, 'shor…'],
    ['two\n\n lines ', 20, 'two lines'],
    ['one two', 5, 'one…'],
    [family.repeat(4), 4, family.repeat(4)],
    [family.repeat(5), 4, `${family.repeat(3)}…`],
    ['नमस्ते दुनिया', 4, 'नमस्ते…'],
    ['', 4, ''],
  ])('%j to %i is %j', (text, longest, expected) => {
    expect(shorten(text, longest)).toBe(expected);
  });
});
