import { Inject, Injectable, Logger, type Type } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Processor, WorkerHost } from '@nestjs/bullmq';
import { UnrecoverableError, type Job } from 'bullmq';
import type { QueueBackend } from './backend.js';
import { HintHandlers } from './hint-handlers.js';
import type { DeadCause } from './hints.js';
import { DEAD_LETTERS } from './queue-names.js';
import { sparingly } from './sparingly.js';

/**
 * Fails each dead letter at first, so that the board shows it with its cause. One that comes a second time was
 * sent here by somebody who pressed “Retry”.
 */
export function deadLetterWorker(backend: QueueBackend): Type<WorkerHost> {
  @Processor(DEAD_LETTERS, { autorun: false, connection: backend.worker, runRetryDelay: 1_000 })
  @Injectable()
  class DeadLetterWorker extends WorkerHost implements OnApplicationBootstrap, OnModuleDestroy {
    private readonly logger = new Logger('DeadLetterWorker');

    constructor(@Inject(HintHandlers) private readonly handlers: HintHandlers) {
      super();
    }

    onApplicationBootstrap(): void {
      const warn = sparingly((line) => this.logger.warn(line));
      this.worker.on('error', (error) => warn(`The worker of ${DEAD_LETTERS} has trouble: ${error.message}`));
      void this.worker.run();
    }

    async onModuleDestroy(): Promise<void> {
      await this.worker.close();
    }

    async process(job: Job<DeadCause>): Promise<void> {
      if (job.attemptsMade === 0) throw new UnrecoverableError(causeOfDeath(job.data));
      await this.handlers.handle('redrive', job.data);
    }
  }
  return DeadLetterWorker;
}

export function causeOfDeath({ channel, provider, status, errorCode, attempts }: DeadCause): string {
  const by = provider === null ? channel : `${channel} by ${provider}`;
  const after = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
  return status === 'FAILED'
    ? `${errorCode}: ${by} failed after ${after}. “Retry” sends it again.`
    : `${errorCode}: it is not known whether ${by} took it. “Retry” sends it again, perhaps a second time.`;
}
