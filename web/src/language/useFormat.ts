import { useMemo } from 'react';
import { useLanguage } from './language';
import { formatLocale } from './strings';

export interface Format {
  readonly number: (value: number) => string;
  readonly percent: (share: number) => string;
  readonly money: (amount: number, currency: string) => string;
  /** A and B, or A, B and C. */
  readonly list: (names: readonly string[]) => string;
  /** A day and a time of day, as an appointment is written. */
  readonly moment: (at: Date) => string;
}

const MOMENT = {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  hour: 'numeric',
  minute: '2-digit',
} as const;

/** Numbers, amounts and times as they are written where the reader lives. */
export function useFormat(): Format {
  const { language } = useLanguage();
  return useMemo(() => {
    const locale = formatLocale(language);
    const number = new Intl.NumberFormat(locale);
    const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
    const list = new Intl.ListFormat(locale, { type: 'conjunction' });
    const moment = new Intl.DateTimeFormat(locale, MOMENT);
    return {
      number: (value) => number.format(value),
      percent: (share) => percent.format(share),
      money: (amount, currency) =>
        new Intl.NumberFormat(locale, {
          style: 'currency',
          currency,
          // Of a text message that costs less than a cent, something has to be left to see.
          maximumSignificantDigits: amount !== 0 && Math.abs(amount) < 0.1 ? 2 : undefined,
        }).format(amount),
      list: (names) => list.format(names),
      moment: (at) => moment.format(at),
    };
  }, [language]);
}
