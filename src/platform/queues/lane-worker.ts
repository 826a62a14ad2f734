import { Logger, type OnApplicationBootstrap, type OnModuleDestroy, type Type } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import { Processor, WorkerHost } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import type { QueueBackend } from './backend.js';
import { HintHandlers } from './hint-handlers.js';
import type { Hint, HintName } from './hints.js';
import { LANE_SETTINGS } from './lanes.js';
import { Pace } from './pace.js';
import { CLOCK, type HintQueue } from './queue-names.js';
import { sparingly } from './sparingly.js';

/** What readiness looks at: whether the worker takes hints, and when it last did. */
export abstract class QueueWorker extends WorkerHost implements OnApplicationBootstrap, OnModuleDestroy {
  abstract readonly queue: HintQueue;
  active = 0;
  lastProgress = Date.now();

  protected readonly logger = new Logger('QueueWorker');

  constructor(
    @Inject(HintHandlers) private readonly handlers: HintHandlers,
    @Inject(Pace) private readonly pace: Pace,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    const warn = sparingly((line) => this.logger.warn(line));
    this.worker.on('error', (error) => warn(`The worker of ${this.queue} has trouble: ${error.message}`));
    void this.worker.run();
  }

  /** Takes nothing more and ends what it has in hand, while the database and the sockets are still there. */
  async onModuleDestroy(): Promise<void> {
    await this.worker.close();
  }

  async process(job: Job<Hint['data'], void, HintName>): Promise<void> {
    const started = performance.now();
    await this.handle(job);
    if (this.queue === 'critical') this.pace.critical(Date.now() - job.timestamp);
    if (this.queue === 'bulk') await this.pace.rest(performance.now() - started);
  }

  private async handle(job: Job<Hint['data'], void, HintName>): Promise<void> {
    this.active++;
    try {
      await this.handlers.handle(job.name, job.data);
    } catch (error) {
      // The rows say what is left to do and the clock hints at it again, so a failed hint is only logged.
      this.logger.error({ err: error, hint: job.name, ...job.data }, `A hint on ${this.queue} failed`);
    } finally {
      this.active--;
      this.lastProgress = Date.now();
    }
  }
}

/** One worker class for each queue, because @Processor names the queue of a class. */
export function queueWorker(queue: HintQueue, backend: QueueBackend): Type<QueueWorker> {
  const { concurrency } = queue === CLOCK ? { concurrency: 1 } : LANE_SETTINGS[queue];

  @Processor(queue, {
    autorun: false,
    connection: backend.worker,
    runRetryDelay: 1_000,
    concurrency,
  })
  @Injectable()
  class LaneWorker extends QueueWorker {
    readonly queue = queue;
  }
  return LaneWorker;
}
