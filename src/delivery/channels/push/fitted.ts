import { shorten } from '../../../notifications/wording/shorten.js';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** What something takes in a payload. */
export const jsonBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '');

/** One line of at most so many characters, and of so many bytes: what looks like one letter may be thousands of them. */
export function fitted(text: string, longest: number, bytes: number): string {
  const line = shorten(text.replace(/\p{Cc}+/gu, ' '), longest);
  if (jsonBytes(line) <= bytes) return line;
  let kept = '';
  let left = bytes - jsonBytes('…');
  for (const { segment } of graphemes.segment(line)) {
    // Without its quotation marks.
    left -= jsonBytes(segment) - 2;
    if (left < 0) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
