/**
 * Until when something may be begun, and for how much longer answers to what was begun are waited for. Read from the
 * clock, because a stalled process runs its timers late.
 */
export class Deadline {
  /** Nobody waits any more. */
  readonly signal: AbortSignal;
  private readonly at: number;

  constructor(
    inMs: number,
    private readonly answersMs = 0,
  ) {
    this.at = performance.now() + inMs;
    this.signal = AbortSignal.timeout(Math.max(0, Math.floor(inMs + answersMs)));
  }

  /** The same, but nobody waits for longer than this from now. */
  within(ms: number): Deadline {
    const whole = Math.min(ms, this.at + this.answersMs - performance.now());
    const answersMs = Math.max(0, Math.min(this.answersMs, whole));
    return new Deadline(whole - answersMs, answersMs);
  }

  /** Nothing may be begun any more. */
  get passed(): boolean {
    return performance.now() >= this.at;
  }
}
