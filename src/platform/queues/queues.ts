import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { getQueueToken } from '@nestjs/bullmq';
import { ModuleRef } from '@nestjs/core';
import type { JobsOptions, Queue } from 'bullmq';
import { Config } from '../config/config.js';
import type { QueueBackend } from './backend.js';
import { hintId, type DeadCause, type Hint } from './hints.js';
import { LANES, type Lane } from './lanes.js';
import { CLOCK, DEAD_LETTERS, QUEUE_NAMES, type QueueName } from './queue-names.js';
import { sparingly } from './sparingly.js';

export const QUEUE_BACKEND = Symbol('QUEUE_BACKEND');

const JOB_OPTIONS = { removeOnComplete: true, removeOnFail: true } as const;
const CHUNK = 500;
/** In ticks. */
const TICK_TOO_FAR = 10;

@Injectable()
export class Queues implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(Queues.name);
  private readonly queues = new Map<QueueName, Queue>();

  /** As long as dead letters are kept, and no more than anybody looks at. */
  private readonly shown: JobsOptions;

  constructor(
    private readonly modules: ModuleRef,
    @Inject(QUEUE_BACKEND) private readonly backend: QueueBackend,
    config: Config,
  ) {
    const age = config.rules.deadLetterDays * 86_400;
    this.shown = { removeOnComplete: true, removeOnFail: { age, count: 10_000 }, stackTraceLimit: 0 };
  }

  onModuleInit(): void {
    for (const name of QUEUE_NAMES) {
      const queue = this.modules.get<Queue>(getQueueToken(name), { strict: false });
      const warn = sparingly((line) => this.logger.warn(line));
      queue.on('error', (error) => warn(`The queue ${name} has trouble: ${error.message}`));
      this.queues.set(name, queue);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.all().map((queue) => queue.close()));
    await this.backend.close();
  }

  /**
   * Adds hints to a lane, after the commit of what they point at. It never throws: when the queue is away
   * the rows stay due and the clock hints at them again.
   */
  async hint(lane: Lane, hints: readonly Hint[], round?: number): Promise<void> {
    await this.add(
      lane,
      hints.map((hint) => job(hint, round)),
    );
  }

  /**
   * The same, in front of what waits in the lane already; the last one given comes first. It says how long each
   * has waited, because the first in a lane tells how late the lane is.
   */
  async raise(lane: Lane, urgent: readonly { hint: Hint; waitedMs: number }[], round: number): Promise<void> {
    await this.add(
      lane,
      urgent.map(({ hint, waitedMs }) =>
        job(hint, round, { lifo: true, timestamp: Math.round(Date.now() - waitedMs) }),
      ),
    );
  }

  /** Again in a second or two. However often it is put off, and by whomever, it waits once. */
  async putOff(lane: Lane, hint: Hint): Promise<void> {
    const second = Math.floor(Date.now() / 1_000) + 1;
    const delay = second * 1_000 - Date.now() + Math.floor(Math.random() * 1_000);
    await this.add(lane, [job(hint, second, { delay })]);
  }

  private async add(lane: Lane, jobs: ReturnType<typeof job>[]): Promise<void> {
    try {
      for (let start = 0; start < jobs.length; start += CHUNK) {
        await this.get(lane).addBulk(jobs.slice(start, start + CHUNK));
      }
    } catch (error) {
      this.logger.warn(`No hints on ${lane}, the clock will make them again: ${(error as Error).message}`);
    }
  }

  /** Puts what was given up on the board. It never throws: the dead letters themselves are in the database. */
  async showDead(causes: readonly DeadCause[]): Promise<void> {
    if (causes.length === 0) return;
    try {
      await this.get(DEAD_LETTERS).addBulk(
        causes.map((data) => ({
          name: 'redrive',
          data,
          opts: { jobId: hintId({ name: 'redrive', data }), ...this.shown },
        })),
      );
    } catch (error) {
      this.logger.warn(`Dead letters are not on the board: ${(error as Error).message}`);
    }
  }

  /** Asks for a tick every `everyMs`; asked again and again, because a flushed queue forgets it. */
  async keepTicking(everyMs: number): Promise<void> {
    const clock = this.get(CLOCK);
    const scheduler = await clock.getJobScheduler('tick');
    // Set by a machine whose clock is ahead. Where that machine is gone, nobody would tick until then.
    if ((scheduler?.next ?? 0) > Date.now() + TICK_TOO_FAR * everyMs) await clock.removeJobScheduler('tick');
    await clock.upsertJobScheduler('tick', { every: everyMs }, { name: 'tick', data: {}, opts: JOB_OPTIONS });
  }

  /** For how many milliseconds the tick that should be next has been due; 0 where none is. */
  async tickLateMs(): Promise<number> {
    const scheduler = await this.get(CLOCK).getJobScheduler('tick');
    return Math.max(0, Date.now() - (scheduler?.next ?? Date.now()));
  }

  /** How many hints wait in each lane, and for how many milliseconds the oldest has. */
  async waiting(): Promise<Record<Lane, { count: number; oldestMs: number }>> {
    const lanes = await Promise.all(
      LANES.map(async (lane) => {
        const queue = this.get(lane);
        const count = await queue.getWaitingCount();
        // The first of the list is the next one on Redis, and the last one on PostgreSQL.
        const places = count === 0 ? [] : [0, count - 1];
        const ends = await Promise.all(places.map((place) => queue.getWaiting(place, place)));
        const ages = ends.flat().map(({ timestamp }) => Date.now() - timestamp);
        return [lane, { count, oldestMs: Math.max(0, ...ages) }] as const;
      }),
    );
    return Object.fromEntries(lanes) as Record<Lane, { count: number; oldestMs: number }>;
  }

  all(): Queue[] {
    return [...this.queues.values()];
  }

  private get(name: QueueName): Queue {
    const queue = this.queues.get(name);
    if (!queue) throw new Error(`The queue ${name} is used before the application is up.`);
    return queue;
  }
}

const job = (hint: Hint, round: number | undefined, place: JobsOptions = {}) => ({
  name: hint.name,
  data: hint.data,
  opts: { jobId: hintId(hint, round), ...JOB_OPTIONS, ...place },
});
