/** What a provider's answers say about the provider itself. */
export interface Heard {
  /** Answers of any kind: it is there, whatever it thought of what it was given. */
  well: number;
  down: number;
}

const WINDOW_SECONDS = 10;
/** So many that failed in the window are enough, where they are half of all. */
const ENOUGH = 5;
/** And so many with nothing else between them where it has not answered lately, however long that took. */
const IN_A_ROW = 3;

/** What this process has heard of a provider lately. The times are those of `performance.now()`. */
export class Evidence {
  private readonly seconds = new Map<number, Heard>();
  private inARow = 0;
  private answeredAt = -Infinity;
  private since = -Infinity;

  /** What was begun before it was last thought well of says nothing about it now. */
  note({ well, down }: Heard, begunAt: number, at: number): void {
    if (begunAt < this.since) return;
    if (well > 0) this.answeredAt = at;
    this.inARow = well > 0 ? 0 : this.inARow + down;
    const second = Math.floor(at / 1_000);
    const noted = this.seconds.get(second) ?? { well: 0, down: 0 };
    this.seconds.set(second, { well: noted.well + well, down: noted.down + down });
    for (const each of this.seconds.keys()) if (each <= second - WINDOW_SECONDS) this.seconds.delete(each);
  }

  /** To be asked when something was noted. */
  get saysDown(): boolean {
    let [well, down] = [0, 0];
    for (const each of this.seconds.values()) {
      well += each.well;
      down += each.down;
    }
    return (down >= ENOUGH && down >= well) || (well === 0 && this.inARow >= IN_A_ROW);
  }

  /** Whether it has answered so lately that a whole batch may be trusted to it. */
  isFresh(at: number): boolean {
    return at - this.answeredAt < WINDOW_SECONDS * 1_000;
  }

  /** It is thought well of again. */
  clear(at: number): void {
    this.seconds.clear();
    this.inARow = 0;
    this.since = at;
  }
}
