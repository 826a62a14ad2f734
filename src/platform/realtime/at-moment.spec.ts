import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { atMoment } from './at-moment.js';

const DAY = 86_400_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test.each([0.5, 24, 25, 400])('in %d days it happens then, and once', (days) => {
  const act = vi.fn<() => void>();
  atMoment(Date.now() + days * DAY, act);
  vi.advanceTimersByTime(days * DAY - 1);
  expect(act).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(act).toHaveBeenCalledOnce();
  expect(vi.getTimerCount()).toBe(0);
});

test('what is past happens now', () => {
  const act = vi.fn<() => void>();
  atMoment(Date.now() - DAY, act);
  vi.advanceTimersByTime(1);
  expect(act).toHaveBeenCalledOnce();
});

test.each([1, 400])('called off, %d days ahead, it never happens and nothing waits', (days) => {
  const act = vi.fn<() => void>();
  const callOff = atMoment(Date.now() + days * DAY, act);
  vi.advanceTimersByTime((days * DAY) / 2);
  callOff();
  expect(vi.getTimerCount()).toBe(0);
});
