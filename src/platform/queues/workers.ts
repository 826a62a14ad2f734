import type { QueueWorker } from './lane-worker.js';
import type { HintQueue } from './queue-names.js';

export interface WorkerProgress {
  queue: HintQueue;
  running: boolean;
  active: number;
  /** Milliseconds since it last finished a hint. */
  idleMs: number;
}

/** The workers of this process, for readiness; none in the role `api`. */
export class Workers {
  constructor(private readonly workers: readonly QueueWorker[]) {}

  progress(): WorkerProgress[] {
    return this.workers.map((each) => ({
      queue: each.queue,
      running: each.worker.isRunning(),
      active: each.active,
      idleMs: Date.now() - each.lastProgress,
    }));
  }
}
