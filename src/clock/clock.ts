import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { lostCauses } from '../delivery/dead-letters/dead-causes.js';
import { Deadline } from '../delivery/deadline.js';
import { DueDigests } from '../delivery/digests/due-digests.js';
import { hintBatches } from '../delivery/hint-batches.js';
import { promoteDue, REMEMBER_SIZE, rememberForgotten, type Remembered } from '../delivery/promote.sql.js';
import { reapLost } from '../delivery/reap.sql.js';
import { noteEnds } from '../notifications/planning/note-ends.js';
import { releaseScheduled } from '../notifications/planning/release-scheduled.sql.js';
import { resumeStalled, type UnplannedMessage } from '../notifications/planning/resume-stalled.sql.js';
import { Spreading } from '../notifications/spreading/spreading.js';
import { Firing } from '../notifications/schedules/firing.js';
import { Database } from '../platform/database/database.js';
import { step } from '../platform/observability/steps.js';
import { deliverHint, planHint } from '../platform/queues/hints.js';
import { LANE_SETTINGS, LANES, type Lane } from '../platform/queues/lanes.js';
import { OnHint } from '../platform/queues/on-hint.js';
import { Queues } from '../platform/queues/queues.js';
import { whatIsDue, type Duty } from './due.sql.js';
import { Housekeeping } from './housekeeping.js';

const TICK_MS = 1_000;
const KEEP_TICKING_MS = 10_000;
/** A tick takes so many rounds and about so long at most; what is left is for the next one. */
const MOST_ROUNDS = 50;
const LONGEST_TICK_MS = 5_000;
/** How often it also looks for work whose hint was lost. */
const SWEEP_SECONDS = 10;
const FORGOTTEN_AFTER_MS = 15_000;

/** The one clock: promotes what has become due and brings back what a crash or a flushed queue left behind. */
@Injectable()
export class Clock implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Clock.name);
  private timer: NodeJS.Timeout | undefined;
  private lastSweep = 0;

  /** What each duty does of what is due, so much at a time; it answers how much it has taken. */
  private readonly duties: Record<Duty, () => Promise<number>> = {
    messages: async () => {
      const released = await releaseScheduled(this.database);
      await this.plan(released);
      for (const message of released) this.spreading.tell(message);
      return released.length;
    },
    schedules: () => this.firing.fireDue(),
    digests: () => this.digests.hint(),
    deliveries: async () => {
      const promoted = await promoteDue(this.database);
      step('clock.promoted', { count: promoted.length });
      await hintBatches(this.queues, promoted);
      return promoted.length;
    },
    lost: async () => {
      const reaped = await reapLost(this.database);
      step('clock.reaped', { count: reaped.length });
      await hintBatches(
        this.queues,
        reaped.filter(({ status }) => status === 'PENDING'),
      );
      await this.queues.showDead(lostCauses(reaped));
      return reaped.length;
    },
    ends: () => noteEnds(this.database),
  };

  constructor(
    private readonly database: Database,
    private readonly queues: Queues,
    private readonly digests: DueDigests,
    private readonly housekeeping: Housekeeping,
    private readonly firing: Firing,
    private readonly spreading: Spreading,
  ) {}

  onApplicationBootstrap(): void {
    void this.keepTicking();
    this.timer = setInterval(() => void this.keepTicking(), KEEP_TICKING_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Harmless when two replicas tick at once: each takes rows that the other one does not have. */
  @OnHint('tick')
  async tick(): Promise<void> {
    await this.doWhatIsDue();
    const sweep = round(SWEEP_SECONDS);
    if (sweep === this.lastSweep) return;
    this.lastSweep = sweep;
    // After a queue was emptied there is much: then it goes on with the next tick.
    if (!(await this.sweep())) this.lastSweep = 0;
    await this.housekeeping.whenDue();
  }

  /**
   * Round after round, so that a crowd that is due at once does not wait for the next ticks. Who finds nothing,
   * because another replica has it in hand, or fails, is not asked again before the next tick.
   */
  private async doWhatIsDue(): Promise<void> {
    const giveUp = new Deadline(LONGEST_TICK_MS);
    const idle = new Set<Duty>();
    for (let count = 0; count < MOST_ROUNDS && !giveUp.passed; count++) {
      const due = (await whatIsDue(this.database)).filter((duty) => !idle.has(duty));
      if (due.length === 0) return;
      for (const duty of due) if (!(await this.does(duty))) idle.add(duty);
    }
  }

  /**
   * Whether there may be more of it. One that fails, or waits for an answer in vain, does not keep the others from
   * their work; where the database is away, asking what is due fails next.
   */
  private async does(duty: Duty): Promise<boolean> {
    try {
      return (await this.duties[duty]()) > 0;
    } catch (error) {
      this.logger.error(
        { err: error, duty },
        'Something that is due failed, and is tried again with the next tick',
      );
      return false;
    }
  }

  /** Whether nothing more was left to be remembered. */
  private async sweep(): Promise<boolean> {
    let everything = true;
    const waiting = await this.queues.waiting();
    for (const lane of LANES) {
      // What is older than the oldest hint in the lane has none there.
      const forgotten = waiting[lane].oldestMs + FORGOTTEN_AFTER_MS;
      const remembered = await rememberForgotten(this.database, lane, forgotten);
      step('clock.remembered', { count: remembered.length });
      await hintBatches(
        this.queues,
        remembered.filter(({ nearlyLateMs }) => nearlyLateMs === null),
      );
      await this.raise(lane, remembered);
      if (remembered.reduce((sum, { count }) => sum + count, 0) === REMEMBER_SIZE) everything = false;

      // What is raised says that it waits since long before, and may be all that says so.
      const patience = Math.min(forgotten, LANE_SETTINGS[lane].slaMs / 2);
      const stalled = await resumeStalled(this.database, lane, patience);
      step('clock.resumed', { count: stalled.length });
      await this.plan(stalled);
    }
    return everything;
  }

  private async plan(messages: readonly UnplannedMessage[]): Promise<void> {
    for (const [lane, those] of Map.groupBy(messages, (each) => each.lane)) {
      await this.queues.hint(
        lane,
        those.map(({ id, nextBatch }) => planHint(id, nextBatch)),
        round(1),
      );
    }
  }

  /** What is nearly late goes before everything else in its lane, and the latest of it first. */
  private async raise(lane: Lane, batches: readonly Remembered[]): Promise<void> {
    const urgent = batches.flatMap(({ messageId, batch, nearlyLateMs }) =>
      nearlyLateMs === null ? [] : [{ hint: deliverHint(messageId, batch), waitedMs: nearlyLateMs }],
    );
    await this.queues.raise(lane, urgent, round(1));
  }

  private async keepTicking(): Promise<void> {
    try {
      await this.queues.keepTicking(TICK_MS);
    } catch (error) {
      this.logger.warn(`The clock cannot reach its queue and tries again: ${(error as Error).message}`);
    }
  }
}

const round = (seconds: number) => Math.floor(Date.now() / 1_000 / seconds);
