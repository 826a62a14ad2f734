import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Batch } from '../delivery/batch.js';
import { promoteDue, rememberForgotten } from '../delivery/promote.sql.js';
import { reapLost } from '../delivery/reap.sql.js';
import { stalledMessages } from '../notifications/planning/stalled-messages.sql.js';
import { Database } from '../platform/database/database.js';
import { step } from '../platform/observability/steps.js';
import { deliverHint, planHint } from '../platform/queues/hints.js';
import { LANES } from '../platform/queues/lanes.js';
import { OnHint } from '../platform/queues/on-hint.js';
import { Queues } from '../platform/queues/queues.js';
import { Housekeeping } from './housekeeping.js';

const TICK_MS = 1_000;
const KEEP_TICKING_MS = 10_000;
/** How often it also looks for work whose hint was lost. */
const SWEEP_SECONDS = 10;
const FORGOTTEN_AFTER_MS = 15_000;

/** The one clock: promotes what has become due and brings back what a crash or a flushed queue left behind. */
@Injectable()
export class Clock implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Clock.name);
  private timer: NodeJS.Timeout | undefined;
  private lastSweep = 0;

  constructor(
    private readonly database: Database,
    private readonly queues: Queues,
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
    const second = round(1);
    const promoted = await promoteDue(this.database);
    step('clock.promoted', { count: promoted.length });
    await this.hint(promoted, second);
    const reaped = await reapLost(this.database);
    step('clock.reaped', { count: reaped.length });
    await this.hint(reaped, second);
    const sweep = round(SWEEP_SECONDS);
    if (sweep === this.lastSweep) return;
    this.lastSweep = sweep;
    await this.sweep(second);
    await this.housekeeping.whenDue();
  }

  private async sweep(second: number): Promise<void> {
    const waiting = await this.queues.waiting();
    for (const lane of LANES) {
      // What is older than the oldest hint in the lane has none there.
      const forgotten = waiting[lane].oldestMs + FORGOTTEN_AFTER_MS;
      const remembered = await rememberForgotten(this.database, lane, forgotten);
      step('clock.remembered', { count: remembered.length });
      await this.hint(remembered, second);
    }
    const messages = await stalledMessages(this.database, FORGOTTEN_AFTER_MS / 1_000);
    step('clock.resumed', { count: messages.length });
    for (const [lane, those] of Map.groupBy(messages, (each) => each.lane)) {
      await this.queues.hint(
        lane,
        those.map(({ id, nextBatch }) => planHint(id, nextBatch)),
        round(60),
      );
    }
  }

  private async hint(batches: readonly Batch[], second: number): Promise<void> {
    for (const [lane, those] of Map.groupBy(batches, (each) => each.lane)) {
      await this.queues.hint(
        lane,
        those.map(({ messageId, batch }) => deliverHint(messageId, batch)),
        second,
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

const round = (seconds: number) => Math.floor(Date.now() / 1_000 / seconds);
