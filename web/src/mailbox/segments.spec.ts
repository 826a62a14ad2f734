import { expect, it } from 'vitest';
import { segmentsOf } from './segments';

it.each([
  ['an empty text', '', 0, 1],
  ['160 plain letters', 'a'.repeat(160), 160, 1],
  ['one more', 'a'.repeat(161), 161, 2],
  ['two full joined parts', 'a'.repeat(306), 306, 2],
  ['signs that need an escape', '€'.repeat(80), 160, 1],
  ['70 letters of Gujarati', 'ક'.repeat(70), 70, 1],
  ['71 of them', 'ક'.repeat(71), 71, 2],
  ['one emoji, which turns everything wide', `🔔${'a'.repeat(69)}`, 71, 2],
])('counts %s', (_, text, characters, segments) => {
  expect(segmentsOf(text)).toEqual({ characters, segments });
});
