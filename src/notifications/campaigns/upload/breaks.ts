import type { Bytes } from './bytes.js';

const CR = 13;
const LF = 10;

/** With one kind of line break, so that lines are counted alike wherever they end, inside of quotes as well. */
export async function* withOneBreak(text: Bytes): Bytes {
  let afterCr = false;
  for await (const piece of text) {
    const rest = afterCr && piece[0] === LF ? piece.subarray(1) : piece;
    afterCr = piece.at(-1) === CR;
    // As bytes: a character of several holds neither of the two.
    yield rest.includes(CR)
      ? Buffer.from(rest.toString('latin1').replaceAll(/\r\n?/g, '\n'), 'latin1')
      : rest;
  }
}
