import { Transform } from 'class-transformer';
import { Matches } from 'class-validator';

/** What invisibly breaks a line or turns the order of letters around. Joiners are not among it: Indic scripts need them. */
const UNSEEN = String.raw`\u2028\u2029\u202A-\u202E\u2066-\u2069`;
const ONE_LINE = new RegExp(String.raw`^[^\p{Cc}${UNSEEN}]*$`, 'u');
const LINES = new RegExp(String.raw`^(?:[^\p{Cc}${UNSEEN}]|[\t\r\n])*$`, 'u');

/** Without the spaces around it; anything but text is left for the next rule to refuse. */
export const Trimmed = () =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));

export const OneLine = () =>
  Matches(ONE_LINE, { message: '$property must be one line without control characters' });

export const Lines = () => Matches(LINES, { message: '$property must not hold control characters' });
