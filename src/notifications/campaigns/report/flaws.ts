/** What can be wrong with a row, and what is to be done about it. */
const FLAWS = {
  COLUMNS: 'It has another number of columns than the first line: look for a missing or surplus separator.',
  TOO_LONG: 'One of its values is longer than 1,000 characters: shorten it.',
  EMPTY: 'It does not say whom it is for.',
  NOT_AN_EMAIL: 'This is no email address.',
  NOT_A_PHONE: 'This is no phone number: write it with its country, like +91 98765 43210.',
  NOT_AN_ID: 'This is no id of a person.',
  UNKNOWN: 'Nobody whom you may address is known by this.',
  AMBIGUOUS: 'Several people share this number: name them by email or id.',
  DUPLICATE: 'The same person is in a line before it.',
  EMPTY_VALUE: 'A value that the text needs is empty.',
} as const;

export type Flaw = keyof typeof FLAWS;
export const FLAW_CODES = Object.keys(FLAWS) as Flaw[];

export interface FlawView {
  code: Flaw;
  message: string;
}

/** A flaw in words; a double is told with the line that counts. */
export function flawView(code: Flaw | null, firstNumber: number | null): FlawView | null {
  if (code === null) return null;
  const message =
    code === 'DUPLICATE' && firstNumber !== null ? `The same person is in line ${firstNumber}.` : FLAWS[code];
  return { code, message };
}

/** These are wrong however the people are looked up. */
export const OF_THE_ROW = ['COLUMNS', 'TOO_LONG'] as const satisfies Flaw[];

export const LONGEST_VALUE = 1_000;

export function flawOfRow(fields: readonly string[], columns: readonly string[]): Flaw | undefined {
  if (fields.length !== columns.length) return 'COLUMNS';
  return fields.some((field) => field.length > LONGEST_VALUE) ? 'TOO_LONG' : undefined;
}

/** How many rows are good, and what is wrong with the others. */
export interface Report {
  good: number;
  flawed: number;
  flaws: Partial<Record<Flaw, number>>;
}
