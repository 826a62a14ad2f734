import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pace } from './pace.js';
import type { Queues } from './queues.js';

let pace: Pace;
let waiting: number;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  waiting = 0;
  const queues = { waiting: () => Promise.resolve({ critical: { count: waiting } }) };
  pace = new Pace(queues as unknown as Queues);
});
afterEach(() => vi.useRealTimers());

const critical = (...tookMs: number[]) => tookMs.forEach((each) => pace.critical(each));

describe('how long bulk rests after 100 ms of work', () => {
  it('not at all while nobody sends anything critical', () => {
    expect(pace.restAfter(100)).toBe(0);
  });

  it.each<[string, number[], number]>([
    ['not at all while critical hints are at their best', [12, 12, 12], 0],
    ['a little when they are a little late', [12, 16], 20],
    ['as long as it worked when they are late', [12, 40], 100],
    ['never longer than that', [12, 4_000], 100],
    ['still, after one that was lucky among late ones', [12, 40, 12], 100],
    ['no more, after a while of being on time again', [12, 30, ...Array.from({ length: 20 }, () => 12)], 1],
  ])('%s', (_name, tookMs, expected) => {
    critical(...tookMs);
    expect(pace.restAfter(100)).toBeCloseTo(expected, -1);
  });

  it('no more once the critical lane has gone quiet', () => {
    critical(12, 400);
    vi.advanceTimersByTime(2_100);
    expect(pace.restAfter(100)).toBe(0);
  });

  it('takes a machine that has become slower for what it is, in time', () => {
    critical(5, ...Array.from({ length: 600 }, () => 50));
    expect(pace.restAfter(100)).toBeLessThan(10);
  });

  it('does not mind a clock that is five minutes off, because it only compares', () => {
    critical(300_012, 300_012);
    expect(pace.restAfter(100)).toBe(0);
    critical(300_052);
    expect(pace.restAfter(100)).toBe(100);
  });

  it('is decided by what waits in the queue where other processes serve the critical lane', async () => {
    waiting = 3;
    await pace.rest(0);
    expect(pace.restAfter(100)).toBe(100);
    waiting = 0;
    vi.advanceTimersByTime(1_100);
    await pace.rest(0);
    expect(pace.restAfter(100)).toBe(0);
  });
});
