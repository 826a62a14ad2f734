import {
  isDateElement,
  isNumberElement,
  isTimeElement,
  type NumberElement,
} from '@formatjs/icu-messageformat-parser';
import { IntlMessageFormat } from 'intl-messageformat';
import type { Locale } from '../../directory/locales.js';
import { timezoneOf } from '../../directory/timezones.js';
import type { TextValues } from '../catalog/declare.js';
import { partsOf } from './parts.js';

/** Texts are few, but timezones are many; past this the oldest are made again when needed. */
const CACHE_SIZE = 2_000;
const cache = new Map<string, Prepared>();

type Filled = Record<string, string | number | boolean | null | Date>;

interface Prepared {
  format: IntlMessageFormat;
  /** The names that the text formats as dates or times; their values are ISO strings until then. */
  dates: string[];
  /** The names that it formats as money; their values are in the smallest unit of `currency`. */
  amounts: string[];
}

/** One ICU text in the reader's language and timezone, or UTC where that is none. Values are only ever filled in, never read as ICU. */
export function word(text: string, values: TextValues, locale: Locale, timezone: string): string {
  const currency = String(values['currency'] ?? '');
  const { format, dates, amounts } = prepare(text, locale, timezone, currency);
  // With no prototype: a text must not find `{toString}` where nobody gave it.
  const filled: Filled = Object.assign(Object.create(null) as Filled, values);
  for (const name of dates) filled[name] = new Date(String(values[name]));
  for (const name of amounts) filled[name] = Number(values[name]) / smallestUnits(currency);
  return String(format.format(filled));
}

function prepare(text: string, locale: Locale, timezone: string, currency: string): Prepared {
  const key = `${locale}\n${timezone}\n${currency}\n${text}`;
  const known = cache.get(key);
  if (known) return known;

  const format = new IntlMessageFormat(text, locale, {
    ...inZone(timezoneOf(timezone), locale),
    number: { money: { style: 'currency', currency } },
  });
  const parts = partsOf(format.getAst());
  const prepared = {
    format,
    dates: parts.filter((part) => isDateElement(part) || isTimeElement(part)).map(({ value }) => value),
    amounts: parts
      .filter((part) => isNumberElement(part))
      .filter(inMoney)
      .map(({ value }) => value),
  };
  cache.set(key, prepared);
  const oldest = cache.keys().next();
  if (cache.size > CACHE_SIZE && !oldest.done) cache.delete(oldest.value);
  return prepared;
}

/** In Hindi it is seven in the evening, and no “7:00 pm”. */
const DAY_PERIOD: Record<Locale, 'short' | undefined> = { en: undefined, hi: 'short', gu: undefined };

const inZone = (timeZone: string, locale: Locale) => ({
  date: {
    short: { day: 'numeric', month: 'numeric', year: '2-digit', timeZone },
    medium: { day: 'numeric', month: 'short', year: 'numeric', timeZone },
    long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone },
  } as const,
  time: { short: { hour: 'numeric', minute: 'numeric', dayPeriod: DAY_PERIOD[locale], timeZone } } as const,
});

export const inMoney = ({ style }: Pick<NumberElement, 'style'>): boolean => style === 'money';

/** How many paise make a rupee. There are currencies with a thousand, and with none. */
function smallestUnits(currency: string): number {
  if (currency === '') throw new Error('It tells an amount of money, but has no value called currency.');
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  return 10 ** maximumFractionDigits;
}
