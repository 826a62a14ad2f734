import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Queues } from './queues.js';

/** So much later than at its best, and bulk rests as long as it works. */
const FULL_REST_AT_MS = 20;
/** Without news of the critical lane for so long, nothing there needs the room. */
const NEWS_LAST_MS = 2_000;
/** And for so long, somebody else may be serving it: then its queue is asked. */
const ASK_AFTER_MS = 1_000;
/** The best time is forgotten a little with every hint, so that a slower machine becomes the new measure. */
const FORGET_MS = 0.25;

/**
 * How bulk yields to the critical lane: the later critical hints are than at their best, the longer it rests
 * between its own. It never rests longer than it has worked, so it keeps at least half of its speed.
 */
@Injectable()
export class Pace {
  private best = Infinity;
  private late = 0;
  private heardAt = -Infinity;

  constructor(private readonly queues: Queues) {}

  /** A critical hint took so long, from being added to being done with. */
  critical(tookMs: number): void {
    this.best = Math.min(tookMs, this.best + FORGET_MS);
    // The worst of late counts, and fades: one hint that was lucky does not mean that all are.
    this.hear(Math.max(tookMs - this.best, this.late * 0.8));
  }

  async rest(workedMs: number): Promise<void> {
    if (performance.now() - this.heardAt > ASK_AFTER_MS) await this.ask();
    const restMs = this.restAfter(workedMs);
    if (restMs >= 1) await sleep(restMs);
  }

  restAfter(workedMs: number): number {
    if (performance.now() - this.heardAt > NEWS_LAST_MS) return 0;
    return workedMs * Math.min(1, this.late / FULL_REST_AT_MS);
  }

  /** Other processes serve the critical lane: if anything waits there, they are short of room. */
  private async ask(): Promise<void> {
    try {
      const { critical } = await this.queues.waiting();
      this.hear(critical.count > 0 ? FULL_REST_AT_MS : 0);
    } catch {
      // A queue that is away has nothing that waits.
      this.hear(0);
    }
  }

  private hear(late: number): void {
    this.late = late;
    this.heardAt = performance.now();
  }
}
