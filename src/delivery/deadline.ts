/** Until when something may be begun. Read from the clock, because a stalled process runs its timers late. */
export class Deadline {
  readonly signal: AbortSignal;
  private readonly at: number;

  constructor(inMs: number) {
    this.at = performance.now() + inMs;
    this.signal = AbortSignal.timeout(Math.max(0, Math.floor(inMs)));
  }

  /** The same, but no later than this from now. */
  within(ms: number): Deadline {
    return new Deadline(Math.min(ms, this.at - performance.now()));
  }

  get passed(): boolean {
    return performance.now() >= this.at;
  }
}
