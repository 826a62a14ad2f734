import type { Audience } from '../../../audience/audience.js';
import { invalid, type FieldError } from '../../../platform/errors/app-error.js';
import type { LiteralText } from '../../planning/message-draft.js';
import { besidesPlaces, columnKey, placesIn } from '../../wording/fill-in.js';

/** Which columns the texts of a message are filled from. */
export interface Filling {
  /** By the names that the texts use. */
  fills: Record<string, number>;
  /** Those that a row must have a value in. */
  needed: number[];
}

/** A name may be used several times; this many in one text are no text any more. */
const MOST_PLACES = 50;

/** Refused where a text names what no row has: nobody is to read of a {{name}}. */
export function fillingOf(content: LiteralText, columns: readonly string[]): Filling {
  const keys = columns.map(columnKey);
  const flaws: FieldError[] = [];
  const fills = new Map<string, number>();
  const needed = new Set<number>();
  for (const [path, text] of textsOf(content)) {
    flaws.push(...mistakesIn(text, keys).map((message) => ({ path, message })));
    for (const { name, fallback } of placesIn(text)) {
      const column = keys.indexOf(name);
      fills.set(name, column);
      if (!fallback) needed.add(column);
    }
  }
  if (flaws.length > 0) {
    throw invalid(`The text cannot be filled in. The columns are: ${columns.join(', ')}.`, flaws);
  }
  return { fills: Object.fromEntries(fills), needed: [...needed] };
}

/** The people of a campaign, with what is said to each, where anything is. */
export const audienceOf = (campaign: string, { fills }: Filling): Audience => ({
  include: [{ campaign, ...(Object.keys(fills).length > 0 && { fills }) }],
});

function mistakesIn(text: string, keys: readonly string[]): string[] {
  const places = placesIn(text);
  const unknown = new Set(places.flatMap(({ name, typed }) => (keys.includes(name) ? [] : typed)));
  return [
    ...[...unknown].map((typed) => `names {{${typed}}}, and there is no such column`),
    ...(/\{\{|\}\}/.test(besidesPlaces(text)) ? ['has {{ or }} without the other: write {{column}}'] : []),
    ...(places.length > MOST_PLACES ? [`has more than ${MOST_PLACES} places to be filled`] : []),
  ];
}

function textsOf({ subject, message, locales = {} }: LiteralText): [path: string, text: string][] {
  const variants = Object.entries(locales).flatMap(([locale, text]) =>
    text ? textsOf(text).map(([path, each]): [string, string] => [`locales.${locale}.${path}`, each]) : [],
  );
  return [
    ...(subject === undefined ? [] : [['subject', subject] as [string, string]]),
    ['message', message],
    ...variants,
  ];
}
