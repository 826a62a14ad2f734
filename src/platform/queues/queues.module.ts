import { BullModule } from '@nestjs/bullmq';
import type { DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import type { Config } from '../config/config.js';
import type { QueueBackend } from './backend.js';
import { deadLetterWorker } from './dead-letter-worker.js';
import { HintHandlers } from './hint-handlers.js';
import { queueWorker } from './lane-worker.js';
import { Pace } from './pace.js';
import { CLOCK, QUEUE_NAMES, type HintQueue } from './queue-names.js';
import { PatientWorker } from './patient-worker.js';
import { QUEUE_BACKEND, Queues } from './queues.js';
import { Workers } from './workers.js';

/** The lanes for whoever adds hints, and the workers where this process has that role. */
export class QueuesModule {
  static forRole(config: Config, backend: QueueBackend): DynamicModule {
    BullModule.workerClass = PatientWorker;
    const served: HintQueue[] = config.role === 'api' ? [] : [...config.lanes, CLOCK];
    const workers = served.map((queue) => queueWorker(queue, backend));
    return {
      module: QueuesModule,
      global: true,
      imports: [
        DiscoveryModule,
        ...QUEUE_NAMES.map((name) =>
          BullModule.registerQueue({
            name,
            connection: backend.producer,
            ...(backend.prefix && { prefix: backend.prefix }),
          }),
        ),
      ],
      providers: [
        { provide: QUEUE_BACKEND, useValue: backend },
        Queues,
        ...(workers.length > 0 ? [HintHandlers, Pace, ...workers, deadLetterWorker(backend)] : []),
        { provide: Workers, useFactory: (...all) => new Workers(all), inject: workers },
      ],
      exports: [Queues, Workers],
    };
  }
}
