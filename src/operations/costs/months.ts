import { notRight } from '../../platform/http/validation.js';

/** Each of them is read anew when somebody asks. */
const MOST_MONTHS = 24;

export interface Months {
  from: string;
  to: string;
}

/** From when to when, both inclusive. What is not given is the month of the other, or this one. */
export function monthsOf(given: Partial<Months>, thisMonth: string): Months {
  const to = given.to ?? latest(given.from, thisMonth);
  const from = given.from ?? to;
  const count = number(to) - number(from) + 1;
  if (count < 1) throw notRight([{ path: 'from', message: `from must not be after to, which is ${to}` }]);
  if (count > MOST_MONTHS)
    throw notRight([
      { path: 'from', message: `from may be ${MOST_MONTHS} months back from to at most, counting both` },
    ]);
  return { from, to };
}

const latest = (from: string | undefined, thisMonth: string) =>
  from !== undefined && from > thisMonth ? from : thisMonth;

/** When each begins, and when the last one ends, in UTC as the partitions do. */
export function startsOf({ from, to }: Months): string[] {
  const count = number(to) - number(from) + 2;
  return Array.from({ length: count }, (_, place) => start(number(from) + place));
}

const start = (month: number) => new Date(Date.UTC(Math.floor(month / 12), month % 12)).toISOString();

/** Counted from the year 0 on. */
function number(month: string): number {
  const [year, ofYear] = month.split('-');
  return Number(year) * 12 + Number(ofYear) - 1;
}
