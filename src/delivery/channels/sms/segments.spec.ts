import { expect, it } from 'vitest';
import { segmentsOf } from './segments.js';

const hindi = 'नमस्ते';

it.each<[string, string, 'GSM-7' | 'UCS-2', number]>([
  ['nothing', '', 'GSM-7', 1],
  ['a word', 'Hello', 'GSM-7', 1],
  ['160 letters', 'a'.repeat(160), 'GSM-7', 1],
  ['161 letters', 'a'.repeat(161), 'GSM-7', 2],
  ['306 letters', 'a'.repeat(306), 'GSM-7', 2],
  ['307 letters', 'a'.repeat(307), 'GSM-7', 3],
  ['80 euros, which count twice', '€'.repeat(80), 'GSM-7', 1],
  ['81 euros', '€'.repeat(81), 'GSM-7', 2],
  ['159 letters and a bracket', `${'a'.repeat(159)}[`, 'GSM-7', 2],
  ['a bracket that does not fit into its part', `${'a'.repeat(152)}[${'a'.repeat(152)}`, 'GSM-7', 3],
  ['every other extension', '^{}\\[~]|\f'.repeat(8), 'GSM-7', 1],
  ['accents that GSM-7 has', 'Grüße, señor Ångström; Ω and Δ', 'GSM-7', 1],
  ['a line break', 'one\ntwo\r\n', 'GSM-7', 1],
  ['an accent that it lacks', 'ê', 'UCS-2', 1],
  ['a small ç, of which it has only the capital', 'ç', 'UCS-2', 1],
  ['a tab', 'a\tb', 'UCS-2', 1],
  ['a curly quote', 'It’s', 'UCS-2', 1],
  ['a rupee', '₹100', 'UCS-2', 1],
  ['Hindi', hindi, 'UCS-2', 1],
  ['70 signs of Hindi', 'न'.repeat(70), 'UCS-2', 1],
  ['71 signs of Hindi', 'न'.repeat(71), 'UCS-2', 2],
  ['134 signs of Hindi', 'न'.repeat(134), 'UCS-2', 2],
  ['135 signs of Hindi', 'न'.repeat(135), 'UCS-2', 3],
  ['Gujarati', 'હૉલ ખુલ્લો છે', 'UCS-2', 1],
  ['35 emoji, which count twice', '🎉'.repeat(35), 'UCS-2', 1],
  ['36 emoji', '🎉'.repeat(36), 'UCS-2', 2],
  ['an emoji that does not fit into its part', `${'न'.repeat(66)}🎉${'न'.repeat(66)}`, 'UCS-2', 3],
  ['one emoji among letters', `${'a'.repeat(69)}🎉`, 'UCS-2', 2],
])('%s', (_what, text, encoding, count) => {
  expect(segmentsOf(text)).toEqual({ encoding, count });
});
