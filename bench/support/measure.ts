import type { TestContext } from 'vitest';

/** One line of the table in docs/performance.md. */
export interface Figure {
  measure: string;
  target: { atLeast: number } | { atMost: number };
  /** The median, of as many pairs as there are. */
  value: number;
  each: number[];
  /** What it was measured from, in words. */
  detail: string;
}

declare module 'vitest' {
  interface TaskMeta {
    figures?: Figure[];
  }
}

export function report({ task }: TestContext, figure: Figure): void {
  (task.meta.figures ??= []).push(figure);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? at(sorted, middle) : (at(sorted, middle - 1) + at(sorted, middle)) / 2;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return at(sorted, Math.min(sorted.length - 1, Math.floor(sorted.length * share)));
}

/** The quarter below and the quarter above the middle, where there are too many pairs to tell each. */
export const quartiles = (values: readonly number[]): number[] =>
  [0.25, 0.75].map((share) => percentile(values, share));

const at = (values: readonly number[], place: number) => values[place] ?? NaN;

/** Seconds that something takes. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}

export const PAIRS = 5;
/** Short ones, for what a machine that is quick at one moment and slow at the next would blur. */
export const MANY_PAIRS = 21;

/** Runs each side in turn, the first one first in every other pair, after a pair that does not count. */
export async function pairs<Result>(
  ours: () => Promise<Result>,
  theirs: () => Promise<Result>,
  count = PAIRS,
): Promise<{ ours: Result; theirs: Result }[]> {
  const found: { ours: Result; theirs: Result }[] = [];
  for (let pair = 0; pair <= count; pair++) {
    const first = pair % 2 === 0 ? await ours() : await theirs();
    const second = pair % 2 === 0 ? await theirs() : await ours();
    if (pair > 0)
      found.push(pair % 2 === 0 ? { ours: first, theirs: second } : { ours: second, theirs: first });
  }
  return found;
}

export const thousands = (value: number) =>
  value >= 1_000 ? `${(value / 1_000).toFixed(1)}k` : value.toFixed(0);
