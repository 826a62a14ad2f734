import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool, type QueryResultRow } from 'pg';
import { expect } from 'vitest';
import type { Sql } from '../../../src/platform/database/database.js';
import { testDatabase } from '../../support/database.js';
import { MunadiProcess } from '../../support/process.js';
import { startRedis, type RedisServer } from '../../support/redis-server.js';
import { noteFigures } from '../figures.js';
import { brokenInvariants, tally, type Tally } from '../invariants.js';
import { atRest } from './at-rest.js';
import type { Failpoint } from './failpoint.js';
import { copySinkLog, keepJournal } from './journal.sql.js';
import { letTimePass } from './letting-time-pass.sql.js';
import { Sink } from './sink.js';

export type QueueBackend = 'redis' | 'postgres';

const PRELOADS = join(import.meta.dirname, 'preload');
const SETTINGS = {
  NODE_ENV: 'test',
  LOG_LEVEL: 'error',
  JWT_SECRET: 'only for tests, and long enough to be one',
  ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  SMTP_HOST: '127.0.0.1',
  // Steps fall due while the scenario watches.
  ESCALATION_STEPS: 'EMAIL:1s',
};

/** A database, queues, a mail server that is never killed, and processes that are. */
export class Scene implements Sql {
  private constructor(
    readonly backend: QueueBackend,
    readonly sink: Sink,
    /** Of its own, so that it can be flushed and stopped; undefined where queues are on PostgreSQL. */
    readonly redis: RedisServer | undefined,
    readonly environment: Record<string, string>,
    private readonly pool: Pool,
    private since: Date,
  ) {}

  static async open(backend: QueueBackend, databaseUrl?: string): Promise<Scene> {
    const url = databaseUrl ?? (await testDatabase()).url;
    const sink = await Sink.open();
    const redis = backend === 'redis' ? await startRedis() : undefined;
    const pool = new Pool({ connectionString: url, max: 3, application_name: 'the test itself' });
    // A scenario that restarts the database asks again.
    pool.on('error', () => {});
    const environment = {
      ...SETTINGS,
      DATABASE_URL: url,
      SMTP_PORT: String(sink.port),
      ...(redis && { REDIS_URL: redis.url }),
    };
    const scene = new Scene(backend, sink, redis, environment, pool, new Date(0));
    await keepJournal(scene);
    return scene;
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.redis?.stop();
    await this.sink.close();
  }

  async query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]> {
    return (await this.pool.query<Row>(text, values)).rows;
  }

  /** A process that works; with a failpoint, armed from its first moment. */
  async start(failpoint?: Failpoint, overrides: Record<string, string> = {}): Promise<MunadiProcess> {
    const preloads = ['failpoints.ts', ...('CHAOS_CLOCK_OFF_MS' in overrides ? ['wrong-clock.ts'] : [])];
    const munadi = await MunadiProcess.preloaded(
      preloads.map((name) => join(PRELOADS, name)),
      { ...this.environment, ...overrides },
    );
    if (failpoint) munadi.send(failpoint);
    return munadi;
  }

  /** The same, and it is up. */
  async started(overrides: Record<string, string> = {}): Promise<MunadiProcess> {
    const munadi = await this.start(undefined, overrides);
    await munadi.ready();
    return munadi;
  }

  /** Waits for the process to die there, and lets the minute pass in which nobody takes up its work. */
  async diesAt(step: string, munadi: MunadiProcess): Promise<void> {
    const late = sleep(30_000, 'late' as const, { ref: false });
    if ((await Promise.race([munadi.exit(), late])) === 'late')
      throw new Error(`Nothing came by ${step}. The process said:\n${munadi.said}`);
    await letTimePass(this);
  }

  /** Kills whoever is still there, and lets that minute pass. */
  async kill(...all: MunadiProcess[]): Promise<void> {
    await Promise.all(all.map((each) => each.end('SIGKILL')));
    await letTimePass(this);
  }

  /** From here on the figures count anew. */
  async begin(): Promise<void> {
    const [row] = await this.query<{ at: Date }>('SELECT clock_timestamp() AS at');
    this.since = row?.at ?? this.since;
  }

  /** Waits until all is done, checks the invariants and notes the figures; `from` is when the trouble was over. */
  async settled(what: string, from = performance.now()): Promise<Tally> {
    await atRest(this);
    const recoverySeconds = (performance.now() - from) / 1_000;
    await copySinkLog(this, this.sink.taken());
    // All of it was written within seconds, and the planner has not heard of it.
    await this.query('ANALYZE');
    const figures = await tally(this, this.since);
    noteFigures({ what: `${what} (${this.backend})`, ...figures, recoverySeconds });
    expect(await brokenInvariants(this), what).toEqual([]);
    return figures;
  }
}
