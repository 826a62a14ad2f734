import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { countDeliveries, type Counted } from './messages.sql.js';

/** Up to here counting takes no time; a million people with two channels take a second. */
const SMALL = 10_000;
/** Who watches a large message spread asks again and again. */
const KEPT_MS = 5_000;

interface Planned {
  id: string;
  plannedCount: number;
}

/** Counts the deliveries of one message; those of a large one are at most some seconds old. */
@Injectable()
export class Counting {
  private readonly kept = new Map<string, { until: number; counted: Promise<Counted[]> }>();

  constructor(private readonly database: Database) {}

  async of({ id, plannedCount }: Planned, how: 'fresh' | 'recent'): Promise<Counted[]> {
    if (plannedCount <= SMALL) return await countDeliveries(this.database, [id]);
    this.forgetOld();
    const known = how === 'recent' ? this.kept.get(id) : undefined;
    if (known) return await known.counted;
    const counted = countDeliveries(this.database, [id]);
    this.kept.set(id, { until: performance.now() + KEPT_MS, counted });
    // A failure is not kept: whoever asks next counts again.
    counted.catch(() => this.kept.delete(id));
    return await counted;
  }

  private forgetOld(): void {
    for (const [id, { until }] of this.kept) if (until < performance.now()) this.kept.delete(id);
  }
}
