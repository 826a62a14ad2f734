import { expect, test } from 'vitest';
import { FewAtOnce } from './few-at-once.js';

/** Work that is done when it is told to be, or has to fail. */
function work() {
  let running = 0;
  let most = 0;
  const ends: (() => void)[] = [];
  const run = async () => {
    most = Math.max(most, ++running);
    await new Promise<void>((resolve) => ends.push(resolve));
    running--;
    return 'done';
  };
  return { run, ends, most: () => most };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('does two at a time for each, four more after them, and refuses the rest', async () => {
  const few = new FewAtOnce();
  const { run, ends, most } = work();
  const taken = Array.from({ length: 6 }, () => few.run('Asha', run));
  await expect(few.run('Asha', run)).rejects.toMatchObject({ status: 429, retryAfterSeconds: 1 });
  const other = work();
  const theirs = few.run('Bina', other.run);
  await settled();
  expect([ends.length, other.ends.length]).toEqual([2, 1]);
  for (let done = 0; done < 6; done++) {
    ends[done]?.();
    await settled();
  }
  other.ends[0]?.();
  expect(await Promise.all([...taken, theirs])).toEqual(Array.from({ length: 7 }, () => 'done'));
  expect(most()).toBe(2);
});

test('what fails leaves its place', async () => {
  const few = new FewAtOnce();
  const fail = () => Promise.reject(new Error('It failed'));
  for (let time = 0; time < 10; time++) await expect(few.run('Asha', fail)).rejects.toThrow('It failed');
  expect(await few.run('Asha', () => Promise.resolve('done'))).toBe('done');
});
