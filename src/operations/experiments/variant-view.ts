import type { VariantView } from './experiments.dto.js';
import { meanInterval, medianBounds, shareInterval } from './intervals.js';
import type { Outcome, ReadingTime } from './outcomes.sql.js';

const MILLIONTH = 1_000_000;

/** How a variant has done so far; one that nobody has had yet has no figures. */
export function variantView(
  variant: string,
  outcome: Outcome | undefined,
  time: ReadingTime | undefined,
): VariantView {
  const {
    people = 0,
    read = 0,
    cost = 0,
    costDeviation = null,
    saved = 0,
    savedDeviation = null,
  } = outcome ?? {};
  const some = people > 0;
  const deviation = costDeviation === null ? null : costDeviation / MILLIONTH;
  return {
    variant,
    people,
    read: { count: read, rate: some ? read / people : null, interval: shareInterval(read, people) },
    secondsToRead: {
      median: time?.median ?? null,
      interval: time && medianBounds(read) ? [time.low, time.high] : null,
    },
    costPerPerson: {
      mean: some ? cost / MILLIONTH : null,
      interval: meanInterval(cost / MILLIONTH, deviation, people),
    },
    paidSavedPerPerson: {
      mean: some ? saved : null,
      interval: meanInterval(saved, savedDeviation, people),
    },
  };
}
