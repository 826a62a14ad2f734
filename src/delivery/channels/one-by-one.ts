import type { Deadline } from '../deadline.js';
import type { Outcome, Outgoing } from './provider.js';
import type { Turns } from './turns.js';

/**
 * Sends a batch by a service that takes one at a time, so many at once as it has turns: what the deadline leaves
 * over was surely not sent, and is held. One that is slow is given up alone, and keeps its turn until it has ended;
 * the rest is recorded in time.
 */
export async function oneByOne<Item = Outgoing>(
  batch: readonly Item[],
  turns: Turns,
  deadline: Deadline,
  send: (item: Item) => Promise<Outcome>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const next = batch.entries();
  const tooSlow = new Promise<Outcome>((resolve) => {
    deadline.signal.addEventListener('abort', () => resolve({ kind: 'unknown', down: true }));
  });
  const inTurn = async (item: Item) => {
    try {
      return await send(item);
    } finally {
      turns.give();
    }
  };
  const sendOneAfterAnother = async () => {
    for (const [place, item] of next) {
      outcomes[place] = (await hasTurn(turns, deadline))
        ? await Promise.race([inTurn(item), tooSlow])
        : { kind: 'held' };
    }
  };
  await Promise.all(Array.from({ length: Math.min(turns.atOnce, batch.length) }, sendOneAfterAnother));
  return outcomes;
}

/** What would be begun too late to be answered has no turn: nobody would know whether it was taken. */
async function hasTurn(turns: Turns, deadline: Deadline): Promise<boolean> {
  if (deadline.passed || !(await turns.take(deadline.signal))) return false;
  if (!deadline.passed) return true;
  turns.give();
  return false;
}
