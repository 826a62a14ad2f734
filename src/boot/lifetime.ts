import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const ASKED = Symbol('asked to end');

/** From the start to the end of the process: what was started, and what ends it. */
export class Lifetime {
  private readonly controller = new AbortController();
  private readonly endings: (() => Promise<unknown>)[] = [];

  /** Aborted when the end was asked for. */
  readonly signal = this.controller.signal;

  /** Where a failure ended it, that; otherwise it was asked to end. */
  get failure(): unknown {
    return this.signal.reason === ASKED ? undefined : this.signal.reason;
  }

  ask(): void {
    this.controller.abort(ASKED);
  }

  fail(error: unknown): void {
    this.controller.abort(error);
  }

  /** What was started last ends first. */
  atEnd(ending: () => Promise<unknown>): void {
    this.endings.unshift(ending);
  }

  async untilAsked(): Promise<void> {
    if (!this.signal.aborted) await once(this.signal, 'abort');
  }

  /** Gives each ending `patience` milliseconds; answers whether that was enough. */
  async end(patience: number): Promise<boolean> {
    let inTime = true;
    for (const ending of this.endings.splice(0)) {
      const timeout = sleep(patience, false, { ref: false });
      inTime = (await Promise.race([ending().then(() => true), timeout])) && inTime;
    }
    return inTime;
  }
}
