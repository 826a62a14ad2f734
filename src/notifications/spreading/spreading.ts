import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { sparingly } from '../../platform/queues/sparingly.js';
import { progressOf, type Spread } from './spread.js';
import { findSpread } from './spread.sql.js';

/** While it is planned, and while it is delivered. */
const PLANNING_MS = 500;
const DELIVERING_MS = 1_000;

/** A message of which enough was told for now. */
interface Rest {
  timer: NodeJS.Timeout;
  /** Set when something was left untold; how long it rests once that is told. */
  thenMs?: number;
}

/**
 * Tells senders how far their messages have come, as often as is of use to somebody who watches. What is left
 * out in between is looked up when its turn comes: another process may have gone on with the message meanwhile.
 * Who dies with something untold keeps nothing from them; they can ask.
 */
@Injectable()
export class Spreading implements OnModuleDestroy {
  private readonly resting = new Map<string, Rest>();
  private closing = false;
  private readonly warn = sparingly((line) => new Logger(Spreading.name).warn(line));

  constructor(
    private readonly database: Database,
    private readonly realtime: Realtime,
  ) {}

  /** It has just come so far, and that is committed. Where it does not go on by itself it is told at once. */
  tell(spread: Spread): void {
    if (spread.senderId === null) return;
    if (spread.state === 'FANNING_OUT' && this.rests(spread.id, PLANNING_MS)) return;
    this.say(spread);
    this.rest(spread.id, PLANNING_MS);
  }

  /** Something of it was delivered: a reason for its sender to look at the counts again. */
  nudge({ id, senderId }: Pick<Spread, 'id' | 'senderId'>): void {
    if (senderId === null || this.rests(id, DELIVERING_MS)) return;
    this.rest(id, DELIVERING_MS);
    void this.lookUp(id);
  }

  /** What is still in hand is told without a rest. */
  onModuleDestroy(): void {
    this.closing = true;
    for (const [id, { timer, thenMs }] of this.resting) {
      clearTimeout(timer);
      if (thenMs !== undefined) void this.lookUp(id);
    }
    this.resting.clear();
  }

  private rests(id: string, thenMs: number): boolean {
    const rest = this.resting.get(id);
    if (rest) rest.thenMs ??= thenMs;
    return rest !== undefined;
  }

  private rest(id: string, ms: number): void {
    if (this.closing) return;
    clearTimeout(this.resting.get(id)?.timer);
    this.resting.set(id, { timer: setTimeout(() => this.rested(id), ms).unref() });
  }

  private rested(id: string): void {
    const thenMs = this.resting.get(id)?.thenMs;
    this.resting.delete(id);
    if (thenMs === undefined) return;
    this.rest(id, thenMs);
    void this.lookUp(id);
  }

  private async lookUp(id: string): Promise<void> {
    try {
      const spread = await findSpread(this.database, id);
      if (spread) this.say(spread);
    } catch (error) {
      this.warn(`Senders do not hear how far their messages have come: ${(error as Error).message}`);
    }
  }

  private say({ senderId, ...spread }: Spread): void {
    if (senderId === null) return;
    this.realtime.toUser(senderId, 'message:progress', { ...spread, progress: progressOf(spread) });
  }
}
