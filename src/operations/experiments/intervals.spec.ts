import { describe, expect, it, test } from 'vitest';
import { meanInterval, medianBounds, shareInterval, type Interval } from './intervals.js';

const rounded = (interval: Interval | null) => interval?.map((each) => Number(each.toFixed(4)));

describe('of a share', () => {
  // Compared with published tables of Wilson's score interval without correction.
  it.each<[number, number, number[]]>([
    [0, 10, [0, 0.2775]],
    [10, 10, [0.7225, 1]],
    [5, 10, [0.2366, 0.7634]],
    [81, 263, [0.2553, 0.3662]],
    [1, 1, [0.2065, 1]],
  ])('%i of %i', (count, of, expected) => {
    expect(rounded(shareInterval(count, of))).toEqual(expected);
  });

  it('of nobody there is none', () => {
    expect(shareInterval(0, 0)).toBeNull();
  });
});

describe('of a mean', () => {
  it.each<[number, number | null, number, number[] | undefined]>([
    [10, 2, 100, [9.608, 10.392]],
    [10, 0, 5, [10, 10]],
    [10, null, 1, undefined],
    [0, null, 0, undefined],
  ])('%d, which varies by %d, of %i', (mean, deviation, of, expected) => {
    expect(rounded(meanInterval(mean, deviation, of))).toEqual(expected);
  });
});

describe('of a median', () => {
  it.each<[number, number[] | undefined]>([
    [0, undefined],
    [5, undefined],
    [6, [0.0999, 0.9001]],
    [100, [0.402, 0.598]],
    [10_000, [0.4902, 0.5098]],
  ])('of %i', (of, expected) => {
    expect(rounded(medianBounds(of))).toEqual(expected);
  });

  test('holds it 95 times of 100, for values with a long tail', () => {
    let state = 7;
    const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const [low, high] = medianBounds(101)!;
    const runs = 2_000;
    let held = 0;
    for (let run = 0; run < runs; run++) {
      const values = Array.from({ length: 101 }, () => -Math.log(random())).sort((one, other) => one - other);
      const at = (part: number) => values[Math.ceil(part * values.length) - 1]!;
      if (at(low) <= Math.LN2 && Math.LN2 <= at(high)) held++;
    }
    expect(held / runs).toBeGreaterThan(0.93);
    expect(held / runs).toBeLessThan(0.97);
  });
});
