/**
 * The connections to a service, for all batches together: whoever has one sends, the others wait for their turn and
 * have surely not been sent if it does not come in time.
 */
export class Turns {
  private readonly waiting = new Set<() => void>();
  private free: number;

  constructor(readonly atOnce: number) {
    this.free = atOnce;
  }

  /** False where its time was over first. */
  async take(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    if (this.free > 0) {
      this.free--;
      return true;
    }
    return await new Promise((resolve) => {
      const begin = () => {
        signal.removeEventListener('abort', leave);
        resolve(true);
      };
      const leave = () => {
        this.waiting.delete(begin);
        resolve(false);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.waiting.add(begin);
    });
  }

  give(): void {
    const [next] = this.waiting;
    if (!next) {
      this.free++;
      return;
    }
    this.waiting.delete(next);
    next();
  }
}
