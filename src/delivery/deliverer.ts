import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Spreading } from '../notifications/spreading/spreading.js';
import type { Channel } from '../notifications/vocabulary.js';
import { Database } from '../platform/database/database.js';
import { step } from '../platform/observability/steps.js';
import { deliverHint, type Hints } from '../platform/queues/hints.js';
import { OnHint } from '../platform/queues/on-hint.js';
import { Queues } from '../platform/queues/queues.js';
import { bringForward } from './bring-forward.sql.js';
import { claimDue, LEASE_SECONDS, type Claimed } from './claim.sql.js';
import { Spending } from './costs/spending.js';
import { deadCauses } from './dead-letters/dead-causes.js';
import { Deadline } from './deadline.js';
import { findMessage, type OutgoingMessage } from './find-message.sql.js';
import { finishBatch, type Finished } from './finish.sql.js';
import { persistently } from './persistently.js';
import { Punctuality } from './punctuality.js';
import { Sender } from './sender.js';
import { flawsIn, suppressAddresses } from './suppress.sql.js';
import { Bulkhead } from './traffic/bulkhead.js';

/** Of a claim. All of it is over well before the lease is, and before a process is gone that was asked to end. */
const SENDING_MS = LEASE_SECONDS * 200;
const ANSWERS_MS = LEASE_SECONDS * 100;
export const sendingDeadline = () => new Deadline(SENDING_MS, ANSWERS_MS);

interface Batch {
  message: OutgoingMessage;
  leaseToken: string;
  deadline: Deadline;
}

/** What is to be called when a channel is done with. */
type Places = Map<Channel, () => void>;

/** Claims a batch, has it sent by its channels, and records what became of it. */
@Injectable()
export class Deliverer {
  private readonly logger = new Logger(Deliverer.name);

  constructor(
    private readonly database: Database,
    private readonly sender: Sender,
    private readonly queues: Queues,
    private readonly punctuality: Punctuality,
    private readonly spending: Spending,
    private readonly bulkhead: Bulkhead,
    private readonly spreading: Spreading,
  ) {}

  @OnHint('deliver')
  async deliver({ messageId, batch }: Hints['deliver']): Promise<void> {
    const message = await findMessage(this.database, messageId);
    if (!message) return;
    await this.sender.ready([message]);
    const places = this.enter(message);
    const without = message.channels.filter((channel) => !places.has(channel));
    if (without.length > 0) await this.queues.putOff(message.lane, deliverHint(messageId, batch));
    if (without.length === message.channels.length) return;
    await this.bulkhead.waitFor(this.deliverBy(message, batch, without, places));
  }

  /** Places for what it sends by each of its channels, where these are not too slow to take more. */
  private enter({ lane, channels }: OutgoingMessage): Places {
    const places: Places = new Map();
    for (const channel of new Set(channels)) {
      const leave = this.bulkhead.enter(lane, channel);
      if (leave) places.set(channel, leave);
    }
    return places;
  }

  private async deliverBy(
    message: OutgoingMessage,
    number: number,
    without: readonly Channel[],
    places: Places,
  ): Promise<void> {
    const leaveAll = () => places.forEach((leave) => leave());
    // Begun before the claim, so that it ends before the lease does, whatever holds us up in between.
    const batch = { message, leaseToken: randomUUID(), deadline: sendingDeadline() };
    step('deliver.begun', { messageId: message.id });
    const { claimed, suppressed } = await claimDue(
      this.database,
      message,
      number,
      batch.leaseToken,
      without,
    ).catch((error: unknown) => {
      leaveAll();
      throw error;
    });
    step('deliver.claimed', { messageId: message.id, deliveries: claimed, count: claimed.length });

    const byChannel = Map.groupBy(claimed, (each) => each.channel);
    for (const [channel, leave] of places) if (!byChannel.has(channel)) leave();
    // One that fails does not leave the others to themselves: a worker that stops waits for all of them.
    const ends = await Promise.allSettled([
      bringForward(this.database, message, suppressed),
      ...Array.from(byChannel, ([channel, items]) =>
        this.by(channel, items, batch).finally(places.get(channel)),
      ),
    ]);
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
  }

  private async by(channel: Channel, items: readonly Claimed[], batch: Batch): Promise<void> {
    const started = performance.now();
    const { finished, late } = await this.sender.send(batch.message, channel, items, batch.deadline);
    for (const some of late) {
      this.bulkhead.letGoOn(some.then((those) => this.record(channel, those, batch, started)));
    }
    await this.record(channel, finished, batch, started);
  }

  private async record(
    channel: Channel,
    finished: readonly Finished<Claimed>[],
    { message, leaseToken }: Batch,
    started: number,
  ): Promise<void> {
    const tookMs = Math.round(performance.now() - started);
    if (finished.length === 0) return;
    const recorded = await persistently(() => finishBatch(this.database, leaseToken, tookMs, finished));
    step('deliver.finished', {
      messageId: message.id,
      channel,
      deliveries: finished.map(({ delivery }) => delivery),
      count: recorded.count,
    });
    this.punctuality.note(message.lane, recorded);
    this.spending.note(channel, recorded);
    this.spreading.nudge(message);
    await suppressAddresses(this.database, flawsIn(channel, finished));
    if (recorded.count > 0) await this.queues.showDead(deadCauses(finished));
    if (recorded.count < finished.length) {
      const late = finished.length - recorded.count;
      this.logger.warn({ messageId: message.id, channel, late }, 'A lease was taken over before its end');
    }
    // Who dies before it leaves the next steps their own times.
    const ended = finished.filter(({ finish: { status } }) => status === 'FAILED' || status === 'SUPPRESSED');
    await bringForward(
      this.database,
      message,
      ended.map(({ delivery }) => delivery),
    );
  }
}
