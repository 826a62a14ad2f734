import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Batch } from '../delivery/batch.js';
import { forgottenBatches, promoteDue } from '../delivery/promote.sql.js';
import { reapLost } from '../delivery/reap.sql.js';
import { stalledMessages } from '../notifications/planning/stalled-messages.sql.js';
import { Database } from '../platform/database/database.js';
import { Relay } from '../platform/events/relay.js';
import { deliverHint, planHint, type Hint } from '../platform/queues/hints.js';
import type { Lane } from '../platform/queues/lanes.js';
import { OnHint } from '../platform/queues/on-hint.js';
import { Queues } from '../platform/queues/queues.js';
import { Housekeeping } from './housekeeping.js';

const TICK_MS = 1_000;
const KEEP_TICKING_MS = 10_000;
/** Every so many ticks it also looks for work whose hint was lost. */
const SWEEP_EVERY = 10;
const FORGOTTEN_AFTER_SECONDS = 15;

/** The one clock: promotes what has become due and brings back what a crash or a flushed queue left behind. */
@Injectable()
export class Clock implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Clock.name);
  private timer: NodeJS.Timeout | undefined;
  private ticks = 0;

  constructor(
    private readonly database: Database,
    private readonly queues: Queues,
    private readonly relay: Relay,
    private readonly housekeeping: Housekeeping,
  ) {}

  onApplicationBootstrap(): void {
    void this.keepTicking();
    this.timer = setInterval(() => void this.keepTicking(), KEEP_TICKING_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Harmless when two replicas tick at once: each takes rows that the other one does not have. */
  @OnHint('tick')
  async tick(): Promise<void> {
    this.relay.wake();
    await this.hint(await promoteDue(this.database));
    await this.hint(await reapLost(this.database));
    if (this.ticks++ % SWEEP_EVERY !== 0) return;
    await this.hint(await forgottenBatches(this.database, FORGOTTEN_AFTER_SECONDS));
    await this.hintPlans();
    await this.housekeeping.whenDue();
  }

  private async hint(batches: readonly Batch[]): Promise<void> {
    const byLane = Map.groupBy(batches, ({ lane }) => lane);
    for (const [lane, those] of byLane) {
      await this.queues.hint(
        lane,
        those.map(({ messageId, batch }) => deliverHint(messageId, batch)),
      );
    }
  }

  private async hintPlans(): Promise<void> {
    const messages = await stalledMessages(this.database, FORGOTTEN_AFTER_SECONDS);
    const byLane = Map.groupBy(messages, ({ lane }) => lane);
    for (const [lane, those] of byLane as Map<Lane, typeof messages>) {
      await this.queues.hint(
        lane,
        those.map(({ id }): Hint => planHint(id)),
      );
    }
  }

  private async keepTicking(): Promise<void> {
    try {
      await this.queues.keepTicking(TICK_MS);
    } catch (error) {
      this.logger.warn(`The clock cannot reach its queue and tries again: ${(error as Error).message}`);
    }
  }
}
