import { describe, expect, it } from 'vitest';
import { testConfig } from '../../../../test/support/http-app.js';
import { outgoing } from '../../../../test/support/outgoing.js';
import { TYPES } from '../../../notifications/types.js';
import { smsOf } from './compose.js';
import { segmentsOf } from './segments.js';

const config = testConfig();
const sms = (message: string, over: { type?: string; link?: string | null } = {}) =>
  smsOf(outgoing({ said: { title: 'Hall', message }, type: 'ANNOUNCEMENT', link: null, ...over }), config);
const text = (...message: Parameters<typeof sms>) => sms(...message).text;

/** Of exactly so many letters, with spaces. */
const english = (length: number) => 'abcd '.repeat(40).slice(0, length - 1) + 'z';
const hindi = (length: number) => 'न'.repeat(length);
const family = '👨‍👩‍👧';

describe('what an SMS says', () => {
  it.each<[string, string, string]>([
    ['begins with the emoji of its type', 'The hall is open.', '📢 The hall is open.'],
    ['is nothing but the emoji where there are no words', '', '📢'],
    [
      'has no blank lines and no spaces at their ends',
      ' One\r\n\r\n \n two \u00a0\t three \n',
      '📢 One\ntwo three',
    ],
    ['has line breaks of one kind', 'One\rtwo\u2028three\u0085four', '📢 One\ntwo\nthree\nfour'],
    ['has no control characters', 'One\u0000\u001b\u0007 two', '📢 One two'],
    ['has no half of an emoji', 'One \ud83d', '📢 One \ufffd'],
    ['keeps typography where that costs nothing', hindi(20) + ' “x”', `📢 ${hindi(20)} “x”`],
  ])('%s', (_what, message, expected) => {
    expect(text(message)).toBe(expected);
  });

  it('begins with an emoji of its own for every type, and with one for a type that is no more', () => {
    const emojis = Object.keys(TYPES).map((type) => text('x', { type }).split(' ')[0]);
    expect(new Set(emojis).size).toBe(emojis.length);
    for (const type of ['GONE', 'toString', '__proto__']) expect(text('x', { type })).toBe('💬 x');
  });

  it('is in letters of GSM-7 where only its typography is not', () => {
    const typographic = `It’s “open” – ${english(70)} — ₹100…`;
    expect(sms(typographic)).toEqual({
      text: `It's "open" - ${english(70)} - Rs.100...`,
      segments: { encoding: 'GSM-7', count: 1 },
    });
  });

  it('tells times with a common space, which Intl writes with a narrow one', () => {
    expect(text(`At 8:00\u202fPM, ${english(90)}`)).toBe(`At 8:00 PM, ${english(90)}`);
  });
});

describe('an emoji costs no word and no further part', () => {
  it.each<[string, string, string]>([
    ['it stays where both fit', english(67), `📢 ${english(67)}`],
    ['it goes where only the letters fit', english(68), english(68)],
    ['it goes from a text that is whole without it', english(160), english(160)],
    ['it stays in Hindi', hindi(67), `📢 ${hindi(67)}`],
    ['it goes where Hindi would be cut for it', hindi(68), hindi(68)],
    ['it stays where Hindi is cut anyway', hindi(71), `📢 ${hindi(66)}…`],
  ])('%s', (_what, message, expected) => {
    expect(text(message)).toBe(expected);
  });

  it('nor in an alert of several parts', () => {
    expect(sms(english(150), { type: 'SECURITY_ALERT' })).toEqual({
      text: english(150),
      segments: { encoding: 'GSM-7', count: 1 },
    });
  });
});

describe('what does not fit is cut', () => {
  it.each<[string, string, string]>([
    ['at 160 in GSM-7', 'a'.repeat(161), `${'a'.repeat(157)}...`],
    ['where extensions count twice', '€'.repeat(81), `${'€'.repeat(78)}...`],
    ['at 70 in UCS-2', 'ê'.repeat(71), `📢 ${'ê'.repeat(66)}…`],
    [
      'before the first sign that is not in GSM-7, where that leaves more',
      `${'a'.repeat(150)} ê`,
      `${'a'.repeat(150)}...`,
    ],
    ['never within an emoji', `${'न'.repeat(60)}${family.repeat(3)}`, `📢 ${'न'.repeat(60)}…`],
    ['never within a cluster of Devanagari', 'स्ते'.repeat(18), `📢 ${'स्ते'.repeat(16)}…`],
    [
      'never between a letter and its accent',
      `${'न'.repeat(64)}${'e\u0302'.repeat(10)}`,
      `📢 ${'न'.repeat(64)}e\u0302…`,
    ],
    ['without a space at its end', `${'a'.repeat(155)}  ${'b'.repeat(10)}`, `${'a'.repeat(155)} b...`],
  ])('%s', (_what, message, expected) => {
    expect(text(message)).toBe(expected);
  });

  it.each([
    ['GENERIC', 1],
    ['SECURITY_ALERT', 3],
    ['EMERGENCY_ALERT', 3],
  ] as const)('to what %s may have: %i', (type, count) => {
    for (const letter of ['a', '€', 'न', '🎉', family, 'नमस्ते ', 'कॅ', '“', 'ê']) {
      const whole = sms(letter.repeat(1_000), { type, link: '/events/7' });
      expect(whole.segments.count).toBe(count);
      expect(segmentsOf(whole.text)).toEqual(whole.segments);
      expect(whole.text.isWellFormed()).toBe(true);
    }
  });

  it('quickly, also where it is two megabytes', () => {
    const begun = performance.now();
    expect(sms('नमस्ते '.repeat(300_000)).segments.count).toBe(1);
    expect(performance.now() - begun).toBeLessThan(200);
  });
});

describe('its link', () => {
  it.each<[string, string, string | null, string]>([
    ['comes on a line of its own', 'Open.', '/events/7', '📢 Open.\nhttp://localhost/events/7'],
    ['comes whole or not at all', english(140), '/events/7', english(140)],
    [
      'comes where there is just room',
      english(134),
      '/events/7',
      `${english(134)}\nhttp://localhost/events/7`,
    ],
    ['does not come below what was cut', 'a'.repeat(170), '/7', `${'a'.repeat(157)}...`],
    ['may lead elsewhere', 'Open.', 'https://example.test/7', '📢 Open.\nhttps://example.test/7'],
    ['leads to nothing but pages', 'Open.', 'javascript:alert(1)', '📢 Open.'],
    ['is one', 'Open.', 'http://[', '📢 Open.'],
  ])('%s', (_what, message, link, expected) => {
    expect(text(message, { link })).toBe(expected);
  });
});
