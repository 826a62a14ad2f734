import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';

/** So much later than at its best, and bulk rests as long as it works. */
const FULL_REST_AT_MS = 20;
/** Without news of the critical lane for so long, nothing there needs the room. */
const NEWS_LAST_MS = 2_000;
/** How fast the best time is forgotten, so that a slower machine or network becomes the new measure. */
const FORGET_PER_HINT = 0.005;

/**
 * How bulk yields to the critical lane: the later critical hints are than at their best, the longer it rests
 * between its own. It never rests longer than it has worked, so it keeps at least half of its speed.
 */
@Injectable()
export class Pace {
  private best = Infinity;
  private late = 0;
  private heardAt = -Infinity;

  /** A critical hint took so long, from being added to being done with. */
  critical(tookMs: number): void {
    this.best = Math.min(tookMs, this.best + Math.max(1, this.best) * FORGET_PER_HINT);
    const late = tookMs - this.best;
    // The worst of late counts, and fades: one hint that was lucky does not mean that all are.
    this.late = Math.max(late, this.late * 0.8);
    this.heardAt = performance.now();
  }

  /** Critical hints wait, although nobody here serves them. */
  criticalWaits(): void {
    this.late = FULL_REST_AT_MS;
    this.heardAt = performance.now();
  }

  restAfter(workedMs: number): number {
    if (performance.now() - this.heardAt > NEWS_LAST_MS) return 0;
    return workedMs * Math.min(1, this.late / FULL_REST_AT_MS);
  }

  async rest(workedMs: number): Promise<void> {
    const restMs = this.restAfter(workedMs);
    if (restMs >= 1) await sleep(restMs);
  }
}
