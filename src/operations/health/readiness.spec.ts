import { describe, expect, it } from 'vitest';
import type { WorkerProgress } from '../../platform/queues/workers.js';
import { judgeClock, judgeLane } from './readiness.js';

const worker = (over: Partial<WorkerProgress> = {}): WorkerProgress => ({
  queue: 'critical',
  running: true,
  active: 0,
  idleMs: 60_000,
  ...over,
});

describe('a lane', () => {
  it.each<[string, Partial<WorkerProgress>, number, boolean]>([
    ['with nothing to do', {}, 0, true],
    ['that is behind but moves', { idleMs: 100 }, 60_000, true],
    ['whose hints have only just come', {}, 5_000, true],
    ['whose worker has stopped', { running: false }, 0, false],
    ['whose worker takes nothing although hints wait', {}, 60_000, false],
    ['whose worker is at a long batch', { active: 2 }, 60_000, true],
    ['whose worker never ends what it has in hand', { active: 2, idleMs: 120_000 }, 120_000, false],
  ])('%s', (_name, over, oldestMs, ok) => {
    expect(judgeLane(worker(over), { count: oldestMs > 0 ? 3 : 0, oldestMs })).toMatchObject({ ok });
  });
});

it('a clock is late after half a minute', () => {
  expect(judgeClock(1_500)).toMatchObject({ ok: true });
  expect(judgeClock(31_000)).toEqual({ ok: false, detail: 'The clock should have ticked 31 s ago.' });
});
