import { expect, test } from 'vitest';
import { hasGrown } from './as-confirmed.js';

test.each([
  [10, 10, false],
  [10, 15, false],
  [10, 16, true],
  [1, 6, false],
  [1_000, 1_100, false],
  [1_000, 1_101, true],
  [1_000, 5, false],
])('confirmed for %i, now %i: %s', (confirmed, now, grown) => {
  expect(hasGrown(confirmed, now)).toBe(grown);
});
