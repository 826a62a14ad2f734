import { LANES, type Lane } from '../../platform/queues/lanes.js';

/** What a batch has still to send. */
export interface Line {
  readonly lane: Lane;
  readonly left: number;
  /** Begins the next one. It does not fail. */
  begin: () => Promise<void>;
}

/**
 * The connections to a service, for all batches together. Lanes take turns, so that nothing urgent waits for what is
 * not. In a lane the batch with the least left goes first: a single one waits for no whole batch, and of two the one
 * is recorded while the other is on its way.
 */
export class Turns {
  /** Of each lane, the least first. Only the first one gets less, so they stay in order. */
  private readonly lines: Record<Lane, Line[]> = { critical: [], important: [], bulk: [] };
  /** Whose turn it is. */
  private readonly order: Lane[] = [...LANES];

  constructor(private free: number) {}

  /** It is in line until nothing is left of it, or it leaves. */
  join(line: Line): void {
    const lines = this.lines[line.lane];
    const place = lines.findIndex(({ left }) => left > line.left);
    lines.splice(place < 0 ? lines.length : place, 0, line);
    this.serve();
  }

  leave(line: Line): void {
    const lines = this.lines[line.lane];
    const place = lines.indexOf(line);
    if (place >= 0) lines.splice(place, 1);
  }

  private serve(): void {
    while (this.free > 0) {
      const line = this.next();
      if (!line) return;
      this.free--;
      void line.begin().then(this.give);
    }
  }

  private readonly give = () => {
    this.free++;
    this.serve();
  };

  private next(): Line | undefined {
    for (const [place, lane] of this.order.entries()) {
      const lines = this.lines[lane];
      while (lines[0]?.left === 0) lines.shift();
      if (!lines[0]) continue;
      this.order.splice(place, 1);
      this.order.push(lane);
      return lines[0];
    }
    return undefined;
  }
}
