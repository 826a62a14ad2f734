import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Batch } from '../delivery/batch.js';
import { forgottenBatches, promoteDue } from '../delivery/promote.sql.js';
import { reapLost } from '../delivery/reap.sql.js';
import { stalledMessages } from '../notifications/planning/stalled-messages.sql.js';
import { Database } from '../platform/database/database.js';
import { deliverHint, planHint } from '../platform/queues/hints.js';
import { OnHint } from '../platform/queues/on-hint.js';
import { Queues } from '../platform/queues/queues.js';
import { Housekeeping } from './housekeeping.js';

const TICK_MS = 1_000;
const KEEP_TICKING_MS = 10_000;
/** At these seconds, whichever replica has the tick, it also looks for work whose hint was lost. */
const SWEEP_EVERY_SECONDS = 10;
const FORGOTTEN_AFTER_SECONDS = 15;
/** And hints at the same work at most this often. */
const SWEEP_ROUND_SECONDS = 60;

/** The one clock: promotes what has become due and brings back what a crash or a flushed queue left behind. */
@Injectable()
export class Clock implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Clock.name);
  private timer: NodeJS.Timeout | undefined;

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
    await this.hint(await promoteDue(this.database), second);
    await this.hint(await reapLost(this.database), second);
    if (second % SWEEP_EVERY_SECONDS !== 0) return;
    await this.sweep(round(SWEEP_ROUND_SECONDS));
    await this.housekeeping.whenDue();
  }

  /** Hints again at what waits for long: where the first hint only waits its turn, one too many does nothing. */
  private async sweep(minute: number): Promise<void> {
    await this.hint(await forgottenBatches(this.database, FORGOTTEN_AFTER_SECONDS), minute);
    const messages = await stalledMessages(this.database, FORGOTTEN_AFTER_SECONDS);
    for (const [lane, those] of Map.groupBy(messages, (each) => each.lane)) {
      await this.queues.hint(
        lane,
        those.map(({ id }) => planHint(id)),
        minute,
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
