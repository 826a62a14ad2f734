import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Lane } from '../../platform/queues/lanes.js';
import { Deadline } from '../deadline.js';
import { oneByOne } from './one-by-one.js';
import type { Outcome } from './provider.js';
import { Turns } from './turns.js';

const SENT: Outcome = { kind: 'sent' };
const items = (count: number, lane: Lane = 'important') => Array.from({ length: count }, () => ({ lane }));

/** A service that takes so long for each, and how many it had at the same time. */
function service(ms: number) {
  const seen = { most: 0, now: 0, begun: 0 };
  const send = async () => {
    seen.begun++;
    seen.most = Math.max(seen.most, ++seen.now);
    await sleep(ms);
    seen.now--;
    return SENT;
  };
  return { seen, send };
}

describe('a service that takes one at a time', () => {
  it('is given no more at once than it has turns, by all batches together', async () => {
    const { seen, send } = service(5);
    const turns = new Turns(3);
    const outcomes = await Promise.all(
      items(4).map(() => oneByOne(items(10), turns, new Deadline(5_000), send)),
    );
    expect(outcomes.flat()).toEqual(Array.from({ length: 40 }, () => SENT));
    expect(seen.most).toBe(3);
  });

  it('is given nothing that it has no time left to answer', async () => {
    const { seen, send } = service(70);
    const outcomes = await oneByOne(items(20), new Turns(2), new Deadline(250, 250), send);
    expect(outcomes.filter(({ kind }) => kind === 'unknown')).toEqual([]);
    expect(outcomes.filter(({ kind }) => kind === 'sent')).toHaveLength(seen.begun);
    expect(outcomes.at(-1)).toEqual({ kind: 'held' });
  });

  it('has surely not been given what still waited for a turn at the deadline', async () => {
    const { seen, send } = service(400);
    const turns = new Turns(2);
    const [first, second] = await Promise.all([
      oneByOne(items(2), turns, new Deadline(200), send),
      oneByOne(items(5), turns, new Deadline(200), send),
    ]);
    expect(first.map(({ kind }) => kind)).toEqual(['unknown', 'unknown']);
    expect(second.map(({ kind }) => kind)).toEqual(items(5).map(() => 'held'));
    expect(seen.begun).toBe(2);
    // Who was given up has ended by itself, and left its turn.
    await sleep(300);
    expect(await oneByOne(items(2), turns, new Deadline(2_000), send)).toEqual([SENT, SENT]);
  });

  it('takes what is urgent in turn with what is not, and in a lane the batch with the least left', async () => {
    const turns = new Turns(1);
    const begun: string[] = [];
    const batch = (name: string, count: number, lane: Lane) =>
      oneByOne(items(count, lane), turns, new Deadline(5_000), async () => {
        begun.push(name);
        await sleep(1);
        return SENT;
      });
    await Promise.all([
      batch('whole', 4, 'bulk'),
      batch('half', 2, 'bulk'),
      batch('single', 1, 'bulk'),
      batch('urgent', 3, 'critical'),
    ]);
    expect(begun.join(' ')).toBe('whole urgent single urgent half urgent half whole whole whole');
  });

  it('begins no more of a batch that has thrown', async () => {
    const { seen, send } = service(1);
    const turns = new Turns(1);
    const failsAtFirst = async () => {
      if ((await send()) === SENT && seen.begun === 1) throw new Error('It broke.');
      return SENT;
    };
    await expect(oneByOne(items(3), turns, new Deadline(1_000), failsAtFirst)).rejects.toThrow('It broke.');
    await sleep(20);
    expect(seen.begun).toBe(1);
  });

  it('keeps its turns where one of them throws', async () => {
    const turns = new Turns(1);
    const fails = () => Promise.reject(new Error('It broke.'));
    await expect(oneByOne(items(1), turns, new Deadline(1_000), fails)).rejects.toThrow('It broke.');
    expect(await oneByOne(items(1), turns, new Deadline(1_000), service(1).send)).toEqual([SENT]);
  });
});
