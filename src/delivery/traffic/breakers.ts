import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { Database } from '../../platform/database/database.js';
import { Wakeup } from '../../platform/events/wakeup.js';
import { Metrics } from '../../platform/observability/metrics.js';
import { closeBreaker, openBreaker, PROVIDER_NEWS, probeFailed, whoIsAway, winProbe } from './breaker.sql.js';
import { Evidence } from './evidence.js';
import type { Report } from './listen.js';

/** While one is away, in case that the news of its return were missed. */
const LOOK_EVERY_MS = 1_000;

/** A provider that is left alone, as this process knows it; `probeAt` by `performance.now()`. */
interface Away {
  reason: string;
  probeAt: number;
}

/**
 * Which providers are down. Each process gathers evidence of its own, and what it finds is in the database for all:
 * they hear of it at once, and nothing is asked or written as long as all is well.
 */
@Injectable()
export class Breakers implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Breakers.name);
  private readonly evidence = new Map<string, Evidence>();
  private readonly wakeup: Wakeup;
  private readonly up: Gauge<'provider'>;
  private readonly opened: Counter<'provider'>;
  private away = new Map<string, Away>();
  private learning: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly database: Database,
    { registry }: Metrics,
  ) {
    this.wakeup = new Wakeup(database.url, PROVIDER_NEWS, () => void this.learn(), 'munadi-traffic');
    this.up = new Gauge({
      name: 'munadi_provider_up',
      help: '1 for a provider that was asked and answers, 0 for one that nobody asks for a while, as this worker knows it',
      labelNames: ['provider'],
      registers: [registry],
    });
    this.opened = new Counter({
      name: 'munadi_provider_opened_total',
      help: 'How often a provider was found to be down, or asked for patience; counted by the worker that found it',
      labelNames: ['provider'],
      registers: [registry],
    });
  }

  onApplicationBootstrap(): void {
    this.wakeup.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.wakeup.stop();
  }

  /** Why and for how long nobody asks it; undefined where it may be asked. */
  awayFor(provider: string): { reason: string; ms: number } | undefined {
    const away = this.away.get(provider);
    return away && { reason: away.reason, ms: Math.max(0, away.probeAt - performance.now()) };
  }

  /** Whether it has answered lately. */
  isFresh(provider: string): boolean {
    return this.evidenceOf(provider).isFresh(performance.now());
  }

  /** What came of asking it, by which it may be found to be down. */
  async heard(provider: string, report: Report, begunAt: number): Promise<void> {
    const evidence = this.evidenceOf(provider);
    evidence.note(report, begunAt, performance.now());
    if (this.away.has(provider)) return;
    this.up.set({ provider }, 1);
    const { reason, patienceMs, down } = report;
    if (!((down > 0 && evidence.saysDown) || patienceMs > 0)) return;
    await this.tell(`${provider} is down`, async () => {
      const first = await openBreaker(this.database, provider, storable(reason), patienceMs);
      if (!first) return;
      this.opened.inc({ provider });
      this.logger.warn({ provider, reason }, 'A provider is left alone until it answers a probe');
    });
  }

  /** The right to ask one that is away, for one of all processes, when it is time. */
  async winProbe(provider: string): Promise<string | undefined> {
    if ((this.awayFor(provider)?.ms ?? Infinity) > 0) return undefined;
    let probe: string | undefined;
    await this.tell(`somebody asks ${provider}`, async () => {
      probe = await winProbe(this.database, provider);
    });
    return probe;
  }

  /** What came of that. Where nobody was asked after all, another one may try in a while. */
  async probed(provider: string, probe: string, report: Report): Promise<void> {
    const { well, down, reason, patienceMs } = report;
    if (well + down === 0) return;
    const answers = well > 0 && patienceMs === 0;
    await this.tell(`${provider} ${answers ? 'is back' : 'is still down'}`, async () => {
      if (!answers) return await probeFailed(this.database, provider, probe, storable(reason), patienceMs);
      await closeBreaker(this.database, provider);
      this.logger.log({ provider }, 'A provider answers again');
    });
  }

  /** Reads what is known by all. One after another, so that what is older never comes last. */
  async learn(): Promise<void> {
    this.learning = this.learning.then(async () => {
      try {
        this.know(await whoIsAway(this.database));
      } catch (error) {
        this.logger.warn(`It is not known which providers are down: ${(error as Error).message}`);
      }
      clearTimeout(this.timer);
      if (this.away.size === 0 || this.stopped) return;
      this.timer = setTimeout(() => void this.learn(), LOOK_EVERY_MS).unref();
    });
    await this.learning;
  }

  private know(rows: Awaited<ReturnType<typeof whoIsAway>>): void {
    const now = performance.now();
    const before = this.away;
    this.away = new Map(
      rows.map(({ provider, reason, probeInMs }) => [provider, { reason, probeAt: now + probeInMs }]),
    );
    for (const provider of this.away.keys()) this.up.set({ provider }, 0);
    for (const provider of before.keys()) {
      if (this.away.has(provider)) continue;
      this.evidenceOf(provider).clear(now);
      this.up.set({ provider }, 1);
    }
  }

  /** Where the database is away nothing is known for sure, and nobody fails for that: it is found again. */
  private async tell(news: string, write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.logger.warn(`That ${news} could not be told: ${(error as Error).message}`);
    }
    await this.learn();
  }

  private evidenceOf(provider: string): Evidence {
    const known = this.evidence.get(provider) ?? new Evidence();
    this.evidence.set(provider, known);
    return known;
  }
}

/** PostgreSQL keeps no NUL. */
const storable = (words: string) => words.replaceAll('\0', '').slice(0, 500);
