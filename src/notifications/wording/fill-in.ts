/** What only one reader is told: the values of their row, by the names of their columns in small letters. */
export type Own = Readonly<Record<string, string>>;

/** Where something of a reader's own goes: {{name}}, or {{name|what to say where that is empty}}. */
export interface Place {
  /** As it is looked up. */
  name: string;
  typed: string;
  fallback: string | undefined;
}

const PLACES = /\{\{([^{}|]*)(?:\|([^{}]*))?\}\}/g;

/** The name of a column as texts and mappings mean it: in whichever case, with whatever spaces around it. */
export const columnKey = (name: string): string => name.trim().replaceAll(/\s+/g, ' ').toLowerCase();

const placeOf = (typed: string, fallback?: string): Place => ({
  name: columnKey(typed),
  typed: typed.trim(),
  fallback: fallback?.trim() || undefined,
});

export const placesIn = (text: string): Place[] =>
  [...text.matchAll(PLACES)].map(([, typed = '', fallback]) => placeOf(typed, fallback));

/** What is left of a text without them. */
export const besidesPlaces = (text: string): string => text.replaceAll(PLACES, '');

/** A text with everything in its place. A value is text, whatever it looks like: nothing in it is filled again. */
export function fillIn(text: string, own: Own): string {
  return text.replaceAll(PLACES, (_place: string, ...found: [typed: string, fallback?: string]) => {
    const { name, typed, fallback } = placeOf(...found);
    const value = (Object.hasOwn(own, name) && own[name]) || fallback;
    if (value === undefined) throw new Error(`There is nothing to say for {{${typed}}}`);
    return clean(value);
  });
}

/** Somebody's list may hold what nobody could type: it must break no line invisibly, nor turn letters around. */
const clean = (value: string): string =>
  value.replaceAll(/[\u2028\u2029\u202A-\u202E\u2066-\u2069]|(?![\n\t])\p{Cc}/gu, ' ');

/** For what is one line. */
export const inOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
