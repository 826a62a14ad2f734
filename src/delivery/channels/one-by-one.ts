import type { Deadline } from '../deadline.js';
import type { Outcome, Outgoing } from './provider.js';
import type { Line, Turns } from './turns.js';

/**
 * Sends a batch by a service that takes one at a time, so many at once as it has turns: what the deadline leaves
 * over was surely not sent, and is held. One that is slow is given up alone, and keeps its turn until it has ended;
 * the rest is recorded in time.
 */
export async function oneByOne<Item extends Pick<Outgoing, 'lane'> = Outgoing>(
  batch: readonly Item[],
  turns: Turns,
  deadline: Deadline,
  send: (item: Item) => Promise<Outcome>,
): Promise<Outcome[]> {
  const outcomes = batch.map((): Outcome => ({ kind: 'held' }));
  const [first] = batch;
  if (!first || deadline.passed) return outcomes;
  const waiting = batch.entries();
  const end = Promise.withResolvers<void>();
  let [left, underWay] = [batch.length, 0];
  const line: Line = {
    lane: first.lane,
    // What would be begun too late to be answered has no turn: nobody would know whether it was taken.
    get left() {
      return deadline.passed ? 0 : left;
    },
    begin: async () => {
      const { value } = waiting.next();
      if (!value) return;
      const [place, item] = value;
      left--;
      underWay++;
      outcomes[place] = { kind: 'unknown', down: true };
      try {
        outcomes[place] = await send(item);
      } catch (error) {
        end.reject(error);
      }
      underWay--;
      if (underWay === 0 && line.left === 0) end.resolve();
    },
  };
  // A moment later, for those that are given up at the deadline and know that they were not even asked.
  deadline.signal.addEventListener('abort', () => setImmediate(end.resolve), { once: true });
  turns.join(line);
  try {
    await end.promise;
  } finally {
    turns.leave(line);
  }
  // What is answered from now on changes nothing any more.
  return [...outcomes];
}
