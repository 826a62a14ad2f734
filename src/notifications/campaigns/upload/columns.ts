import { impossible } from '../../../platform/errors/app-error.js';
import { columnKey } from '../../wording/fill-in.js';

export const MOST_COLUMNS = 100;
const LONGEST_NAME = 100;

/** The columns that the first line names. One without a name gets one; two with the same would be mistaken. */
export function columnsOf(head: readonly string[]): string[] {
  const names = head.map((name, index) => name.replaceAll(/\s+/g, ' ').trim() || `column ${index + 1}`);
  if (names.length > MOST_COLUMNS) {
    throw wrong(`The file has ${names.length} columns; at most ${MOST_COLUMNS} are taken.`);
  }
  const long = names.find((name) => name.length > LONGEST_NAME);
  if (long !== undefined) {
    throw wrong(
      `The first line has to name the columns, and “${long.slice(0, 40)}…” is too long for a name.`,
    );
  }
  const data = names.find((name) => LOOKS_LIKE_DATA.test(name));
  if (data !== undefined) {
    throw wrong(`The first line has to name the columns, and “${data}” is no name: add a line before it.`);
  }
  const keys = names.map(columnKey);
  const twice = names.filter((name, index) => keys.indexOf(columnKey(name)) !== index);
  if (twice.length > 0) {
    throw wrong(`Two columns have the same name: ${twice.join(', ')}. Give each a name of its own.`);
  }
  return names;
}

/** An address, a number with its country, an id: a file without its first line would lose somebody. */
const LOOKS_LIKE_DATA = /^\S+@\S+\.\S+$|^\+?(?:[ ()-]*\d){10,}$|^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

const wrong = (message: string) => impossible('csv-head', message);
