import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { LANES, type Lane } from '../../platform/queues/lanes.js';
import { Queues } from '../../platform/queues/queues.js';
import { Workers, type WorkerProgress } from '../../platform/queues/workers.js';

export interface Check {
  ok: boolean;
  detail: string;
}

export interface Readiness {
  ready: boolean;
  checks: { database: Check; queues: Check; clock?: Check } & Partial<Record<Lane, Check>>;
}

const PATIENCE_MS = 3_000;
/** Hints that wait this long before a worker that does nothing: it only seems to be alive. */
const STUCK_MS = 15_000;
/** A hint in hand ends within its lease; one that has not by then never will. */
const HUNG_MS = 90_000;
/** Ticks come every second; later than this, retries and escalations wait. */
const TICK_LATE_MS = 30_000;

type Waiting = { count: number; oldestMs: number };

/** Whether this process can do its work: not only whether its servers answer, but whether its lanes move. */
@Injectable()
export class Readinesses {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly queues: Queues,
    private readonly workers: Workers,
  ) {}

  async now(): Promise<Readiness> {
    const [database, queues] = await Promise.all([
      attempt(() => this.database.query('SELECT 1'), 'The database'),
      attempt(() => Promise.all([this.queues.waiting(), this.queues.tickLateMs()]), 'The queue backend'),
    ]);
    const checks: Readiness['checks'] = { database: database.check, queues: queues.check };
    if (queues.result) {
      const [waiting, tickLateMs] = queues.result;
      checks.clock = judgeClock(tickLateMs);
      for (const worker of this.workers.progress()) {
        const lane = LANES.find((each) => each === worker.queue);
        if (lane) checks[lane] = judgeLane(worker, waiting[lane]);
      }
    }
    // An api takes everything in without its queues: the clock makes the hints when they are back.
    const needed = this.config.role === 'api' ? [checks.database] : Object.values(checks);
    return { ready: needed.every(({ ok }) => ok), checks };
  }
}

export function judgeLane(worker: WorkerProgress, waiting: Waiting): Check {
  const queue = `${waiting.count} hints wait`;
  if (!worker.running) return { ok: false, detail: `The worker has stopped; ${queue}.` };
  const patience = worker.active === 0 ? STUCK_MS : HUNG_MS;
  const stuck = waiting.oldestMs > STUCK_MS && worker.idleMs > patience;
  if (stuck) {
    const seconds = Math.round(worker.idleMs / 1_000);
    return { ok: false, detail: `The worker has finished nothing for ${seconds} s although ${queue}.` };
  }
  return { ok: true, detail: `Consuming; ${queue}, ${worker.active} in hand.` };
}

export function judgeClock(lateMs: number): Check {
  if (lateMs <= TICK_LATE_MS) return { ok: true, detail: 'The clock ticks.' };
  return { ok: false, detail: `The clock should have ticked ${Math.round(lateMs / 1_000)} s ago.` };
}

async function attempt<T>(ask: () => Promise<T>, what: string): Promise<{ check: Check; result?: T }> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`no answer in ${PATIENCE_MS / 1_000} s`)),
    PATIENCE_MS,
  );
  try {
    const result = await Promise.race([ask(), late.promise]);
    return { check: { ok: true, detail: `${what} answers.` }, result };
  } catch (error) {
    // Readiness is public: the class of the failure says enough, its message may name hosts.
    const { code } = error as { code?: unknown };
    return {
      check: { ok: false, detail: `${what} does not answer${typeof code === 'string' ? ` (${code})` : ''}.` },
    };
  } finally {
    clearTimeout(timer);
  }
}
