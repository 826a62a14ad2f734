import { shorten } from '../../../notifications/wording/shorten.js';
import { cut } from '../cut.js';

/** What something takes in a payload. */
export const jsonBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '');

/** One line of at most so many characters, and of so many bytes: what looks like one letter may be thousands of them. */
export function fitted(text: string, longest: number, bytes: number): string {
  const line = shorten(text.replace(/\p{Cc}+/gu, ' '), longest);
  const fits = (whole: string) => jsonBytes(whole) <= bytes;
  return fits(line) ? line : cut(line, () => '…', fits);
}
