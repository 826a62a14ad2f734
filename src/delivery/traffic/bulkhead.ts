import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Channel } from '../../notifications/vocabulary.js';
import { LANE_SETTINGS, type Lane } from '../../platform/queues/lanes.js';

/** What takes longer goes on by itself, and its lane turns to others. */
const LET_GO_MS = 1_000;
/** For each hint that a lane does at once: the one that is waited for, and one that was let go, so that no connection rests meanwhile. */
export const PLACES = 2;

/**
 * Keeps a slow channel from holding up the others of its lane. A hint waits for what it sends for a moment only;
 * but of a channel only so much is under way, so that memory and connections are bounded.
 */
@Injectable()
export class Bulkhead implements BeforeApplicationShutdown {
  private readonly logger = new Logger(Bulkhead.name);
  private readonly underWay = new Map<string, number>();
  private readonly letGo = new Set<Promise<void>>();

  /** A place for what a lane sends by a channel, to be left when that is done; undefined where there is none. */
  enter(lane: Lane, channel: Channel): (() => void) | undefined {
    const key = `${lane} ${channel}`;
    const taken = this.underWay.get(key) ?? 0;
    if (taken >= PLACES * LANE_SETTINGS[lane].concurrency) return undefined;
    this.underWay.set(key, taken + 1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.underWay.set(key, (this.underWay.get(key) ?? 1) - 1);
    };
  }

  /** Waits for the work for a while, and fails as it does; what takes longer fails in the log. */
  async waitFor(work: Promise<void>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), LET_GO_MS);
    });
    try {
      if ((await Promise.race([work, late])) !== 'late') return;
    } finally {
      clearTimeout(timer);
    }
    this.letGoOn(work);
  }

  /** Nobody waits for it but the end of the process. */
  letGoOn(work: Promise<void>): void {
    const going = work
      // The rows say what is left to do, and the clock hints at it again.
      .catch((error: unknown) => this.logger.error({ err: error }, 'What was slow has failed'))
      .finally(() => this.letGo.delete(going));
    this.letGo.add(going);
  }

  /** After the workers, which begin nothing more, and before the database and the connections of providers. */
  async beforeApplicationShutdown(): Promise<void> {
    // What ends may have let go of more.
    while (this.letGo.size > 0) await Promise.all(this.letGo);
  }
}
