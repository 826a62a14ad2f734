import { escape } from './escape.js';

/** Gmail shows the first 102 kB of a page; this leaves room for what is around the text. */
const SHOWN_BYTES = 80_000;
/** What servers take without a second thought. */
export const LARGEST_BYTES = 500_000;

const bytesOf = (text: string) => Buffer.byteLength(escape(text));

/** As much of a text as a mail program shows, with a word about the rest. Most are not even counted. */
export function fitting(text: string, note: string): string {
  // A character is six bytes at most, as an escaped quote.
  if (text.length * 6 <= SHOWN_BYTES || bytesOf(text) <= SHOWN_BYTES) return text;
  let end = 0;
  let room = SHOWN_BYTES;
  for (const line of text.slice(0, SHOWN_BYTES).split(/(?<=\s)/)) {
    room -= bytesOf(line);
    if (room < 0) break;
    end += line.length;
  }
  // One word as long as that is cut where it may be.
  if (end === 0) end = SHOWN_BYTES / 6;
  return `${text.slice(0, end).toWellFormed().trimEnd()}…\n\n${note}`;
}
