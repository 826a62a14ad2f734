import { isDateElement, isTimeElement } from '@formatjs/icu-messageformat-parser';
import { IntlMessageFormat } from 'intl-messageformat';
import type { Locale } from '../../directory/locales.js';
import { timezoneOf } from '../../directory/timezones.js';
import type { TextValues } from '../catalog/declare.js';

/** Texts are few, but timezones are many; past this the oldest are made again when needed. */
const CACHE_SIZE = 2_000;
const cache = new Map<string, Prepared>();

interface Prepared {
  format: IntlMessageFormat;
  /** The names that the text formats as dates or times; their values are ISO strings until then. */
  dates: string[];
}

/** One ICU text in the reader's language and timezone, or UTC where that is none. Values are only ever filled in, never read as ICU. */
export function word(text: string, values: TextValues, locale: Locale, timezone: string): string {
  const { format, dates } = prepare(text, locale, timezone);
  const filled: Record<string, string | number | boolean | null | Date> = { ...values };
  for (const name of dates) filled[name] = new Date(String(values[name]));
  return String(format.format(filled));
}

function prepare(text: string, locale: Locale, timezone: string): Prepared {
  const key = `${locale}\n${timezone}\n${text}`;
  const known = cache.get(key);
  if (known) return known;

  const format = new IntlMessageFormat(text, locale, inZone(timezoneOf(timezone)));
  const prepared = { format, dates: dateNames(format.getAst()) };
  cache.set(key, prepared);
  const oldest = cache.keys().next();
  if (cache.size > CACHE_SIZE && !oldest.done) cache.delete(oldest.value);
  return prepared;
}

const inZone = (timeZone: string) => ({
  date: {
    short: { day: 'numeric', month: 'numeric', year: '2-digit', timeZone },
    medium: { day: 'numeric', month: 'short', year: 'numeric', timeZone },
    long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone },
  } as const,
  time: { short: { hour: 'numeric', minute: 'numeric', timeZone } } as const,
});

type Ast = ReturnType<IntlMessageFormat['getAst']>;

// Plurals, selects and tags hold trees of their own.
function dateNames(ast: Ast): string[] {
  return ast.flatMap((part) => {
    if (isDateElement(part) || isTimeElement(part)) return [part.value];
    if ('options' in part) return Object.values(part.options).flatMap((option) => dateNames(option.value));
    return 'children' in part ? dateNames(part.children) : [];
  });
}
