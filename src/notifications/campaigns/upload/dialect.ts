const DELIMITERS = [',', ';', '\t'];
/** As Excel writes and understands it, in front of everything else. */
const SAID = /^sep=([,;\t|])\n/;

/** How a file separates its columns, from how it begins. */
export interface Dialect {
  delimiter: string;
  /** Whether a line of its own says so. */
  said: boolean;
}

export function dialectOf(start: string): Dialect {
  const said = SAID.exec(start)?.[1];
  if (said !== undefined) return { delimiter: said, said: true };
  const head = headOf(start);
  // Without its quoted names, which may hold any of them.
  const bare = head.replaceAll(/"[^"]*"/g, '');
  const often = (delimiter: string) => bare.split(delimiter).length;
  const [delimiter = ','] = DELIMITERS.toSorted((a, b) => often(b) - often(a));
  return { delimiter, said: false };
}

/** The first line, quoted names with line breaks in them and all; the whole where it does not end. */
export const headOf = (start: string): string => /^(?:"[^"]*"|[^"\n])*/.exec(start)?.[0] ?? start;

/** Whether the first line, and a `sep=` before it, has come to its end. */
export function holdsHead(start: string): boolean {
  const rest = start.replace(SAID, '');
  return headOf(rest).length < rest.length;
}
