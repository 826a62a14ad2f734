import { deliverHint } from '../platform/queues/hints.js';
import type { Queues } from '../platform/queues/queues.js';
import type { Batch } from './batch.js';

/** A hint for each batch in its lane, of a round of its own: an earlier one may be in the hands of a lost worker. */
export async function hintBatches(queues: Queues, batches: readonly Batch[]): Promise<void> {
  const second = Math.floor(Date.now() / 1_000);
  for (const [lane, those] of Map.groupBy(batches, (each) => each.lane)) {
    const hints = those.map(({ messageId, batch }) => deliverHint(messageId, batch));
    await queues.hint(lane, hints, second);
  }
}
