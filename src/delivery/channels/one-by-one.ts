import type { Deadline } from '../deadline.js';
import type { Outcome, Outgoing } from './provider.js';

const NOT_BEGUN: Outcome = {
  kind: 'retry',
  code: 'TOO_SLOW',
  error: 'The service was too slow for its batch.',
};

/**
 * Sends a batch by a service that takes one at a time: so many at once as there are connections, so that what the
 * deadline leaves over was surely not sent. One that is slow is given up alone; the rest is recorded in time.
 */
export async function oneByOne<Item = Outgoing>(
  batch: readonly Item[],
  atOnce: number,
  deadline: Deadline,
  send: (item: Item) => Promise<Outcome>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const next = batch.entries();
  const tooSlow = new Promise<Outcome>((resolve) => {
    deadline.signal.addEventListener('abort', () => resolve({ kind: 'unknown', down: true }));
  });
  const sendOneAfterAnother = async () => {
    for (const [place, item] of next) {
      outcomes[place] = deadline.passed ? NOT_BEGUN : await Promise.race([send(item), tooSlow]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, batch.length) }, sendOneAfterAnother));
  return outcomes;
}
