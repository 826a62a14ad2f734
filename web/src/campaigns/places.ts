import type { Draft, Text } from '../announce/draft';

const PLACES = /\{\{([^{}|]*)(?:\|[^{}]*)?\}\}/g;

/** A column's name as texts mean it: in whichever case, with whatever spaces around it. */
const keyOf = (name: string): string => name.trim().replaceAll(/\s+/g, ' ').toLowerCase();

/** What is written into a text so that everybody reads their own value of this column there. */
export const placeFor = (column: string): string => `{{${column}}}`;

const textsOf = (draft: Draft): readonly Text[] => [draft, ...Object.values(draft.locales)];

const placesIn = ({ subject, message }: Text): string[] =>
  [...`${subject}\n${message}`.matchAll(PLACES)].map(([, name = '']) => name.trim());

/** One half of a place without the other: somebody is still typing, or has mistyped. */
export const isHalf = (draft: Draft): boolean =>
  textsOf(draft).some(({ subject, message }) =>
    /\{\{|\}\}/.test(`${subject}\n${message}`.replaceAll(PLACES, '')),
  );

/** The places that no column of the list fills, each once. */
export function unfilled(draft: Draft, columns: readonly string[]): readonly string[] {
  const known = new Set(columns.map(keyOf));
  const written = textsOf(draft).flatMap(placesIn);
  return [...new Set(written.filter((name) => !known.has(keyOf(name))))];
}
