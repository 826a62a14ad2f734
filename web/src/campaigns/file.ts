export type FileFlaw = 'empty' | 'spreadsheet';

const SPREADSHEET = /\.(xlsx?|xlsm|ods|numbers)$/i;

/** What can be seen without sending it. Everything else the server says, with the line. */
export function flawOfFile({
  name,
  size,
}: {
  readonly name: string;
  readonly size: number;
}): FileFlaw | null {
  if (SPREADSHEET.test(name)) return 'spreadsheet';
  return size === 0 ? 'empty' : null;
}

const LONGEST_NAME = 200;

/** What the list is called until somebody finds a better name. */
export const nameOfFile = (name: string): string =>
  name
    .replace(/\.[^.]{1,5}$/, '')
    .replaceAll(/[_\s]+/g, ' ')
    .trim()
    .slice(0, LONGEST_NAME);

const UNITS = ['byte', 'kilobyte', 'megabyte'] as const;

/** Its size as people say it. */
export function sizeOfFile(bytes: number, locale: string): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: UNITS[power],
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power === 2 ? 1 : 0,
  }).format(bytes / 1000 ** power);
}
