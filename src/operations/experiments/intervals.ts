/** Of the normal distribution, for intervals that hold the truth 95 times of 100. */
const Z = 1.96;

export type Interval = readonly [low: number, high: number];

/** Wilson's interval of a share: it stays within 0 and 1, and says something also of a few and of none. */
export function shareInterval(count: number, of: number): Interval | null {
  if (of === 0) return null;
  const share = count / of;
  const scale = 1 + Z ** 2 / of;
  const centre = (share + Z ** 2 / (2 * of)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

/** Of a mean, which is about normal whatever the values are. One value alone says nothing of how they vary. */
export function meanInterval(mean: number, deviation: number | null, of: number): Interval | null {
  if (of < 2 || deviation === null) return null;
  const half = (Z * deviation) / Math.sqrt(of);
  return [mean - half, mean + half];
}

/** Among fewer, not even the least and the greatest enclose the median so often. */
const ENOUGH_FOR_A_MEDIAN = 6;

/**
 * The values, as parts of their order, between which their median lies, however they are distributed: times to
 * read have a long tail, which would make a mean and its interval say little.
 */
export function medianBounds(of: number): Interval | null {
  if (of < ENOUGH_FOR_A_MEDIAN) return null;
  const half = Z / 2 / Math.sqrt(of);
  return [0.5 - half, 0.5 + half];
}
