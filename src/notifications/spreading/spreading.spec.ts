import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Spread } from './spread.js';
import { Spreading } from './spreading.js';

let told: { to: string; plannedCount: number; state: string }[];
let stored: Spread;
let asked: number;
let spreading: Spreading;

const at = (plannedCount: number, state: Spread['state'] = 'FANNING_OUT'): Spread => ({
  id: 'm',
  senderId: 'sender',
  state,
  recipientCount: 100,
  plannedCount,
});
const counts = () => told.map(({ plannedCount }) => plannedCount);

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  asked = 0;
  stored = at(0);
  spreading = new Spreading(
    { query: () => Promise.resolve([stored]).finally(() => (asked += 1)) } as never,
    {
      toUser: (to: string, _event: string, { plannedCount, state }: Spread) =>
        told.push({ to, plannedCount, state }),
    } as never,
  );
});
afterEach(() => {
  spreading.onModuleDestroy();
  vi.useRealTimers();
});

it('tells the first chunk at once, and then as it stands each half second', async () => {
  for (const count of [1, 2, 3]) spreading.tell(at(count));
  expect(told).toEqual([{ to: 'sender', plannedCount: 1, state: 'FANNING_OUT' }]);
  // Another process has planned more.
  stored = at(8);
  await vi.advanceTimersByTimeAsync(500);
  expect([counts(), asked]).toEqual([[1, 8], 1]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect([counts(), asked]).toEqual([[1, 8], 1]);
});

it('tells the last one at once, and nothing older after it', async () => {
  spreading.tell(at(1));
  spreading.tell(at(2));
  spreading.tell(at(100, 'COMPLETED'));
  await vi.advanceTimersByTimeAsync(10_000);
  expect([told.at(-1), counts(), asked]).toEqual([
    { to: 'sender', plannedCount: 100, state: 'COMPLETED' },
    [1, 100],
    0,
  ]);
});

it('nudges once a second while it is delivered, with the state it has by then', async () => {
  stored = at(100, 'COMPLETED');
  for (let tenth = 0; tenth < 25; tenth++) {
    spreading.nudge({ id: 'm', senderId: 'sender' });
    await vi.advanceTimersByTimeAsync(100);
  }
  const nudge = { to: 'sender', plannedCount: 100, state: 'COMPLETED' };
  expect(told).toEqual([nudge, nudge, nudge]);
  // The last of them was left out, and comes when it is its turn.
  await vi.advanceTimersByTimeAsync(10_000);
  expect([told.length, asked]).toEqual([4, 4]);
});

it('asks nothing and tells nobody where an event raised it', async () => {
  spreading.tell({ ...at(1), senderId: null });
  spreading.nudge({ id: 'm', senderId: null });
  await vi.advanceTimersByTimeAsync(10_000);
  expect([told, asked]).toEqual([[], 0]);
});

it('lets nothing wait when it closes, nor after it', async () => {
  spreading.tell(at(1));
  spreading.tell(at(2));
  stored = at(2);
  spreading.onModuleDestroy();
  await vi.advanceTimersByTimeAsync(0);
  expect(counts()).toEqual([1, 2]);
  spreading.tell(at(3));
  spreading.tell(at(4));
  expect(counts()).toEqual([1, 2, 3, 4]);
});
