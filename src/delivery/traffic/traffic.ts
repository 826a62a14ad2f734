import { Injectable } from '@nestjs/common';
import { bestBy } from '../channels/best.js';
import type { Provider } from '../channels/provider.js';
import type { Deadline } from '../deadline.js';
import { Asking } from './asking.js';
import { PROBE_MS } from './breaker.sql.js';
import { Breakers } from './breakers.js';
import { kindOf, type Hold, type Passage, type Ready } from './passage.js';
import { Rates } from './rates.js';

/** So many are given first to a provider that has not answered lately: where it is dead, nobody else waits for it. */
const FEW = 5;
const PROBE_SIZE = 3;
/** Who keeps us waiting for these is not waited for, where there is another one. */
const SUSPECT_MS = 3_000;
/** What waits for the same provider comes back within so long, and not all at once. */
const SPREAD_MS = 3_000;

/** Ours, or as many services as there are addresses: there is no single one that could be down. */
const NOT_WATCHED: ReadonlySet<string> = new Set(['in-app', 'sandbox', 'http']);

export interface Passed {
  passages: Passage[];
  /** Of those few that a provider keeps waiting, later on. */
  late: Promise<Passage[]>[];
}

/** Brings a batch to the first provider that is there, at its rate. */
@Injectable()
export class Traffic {
  /** Of this process. Who has nobody else to ask waits for what comes of them. */
  private readonly probes = new Map<string, Promise<void>>();
  /** Which keep somebody waiting at this moment. */
  private readonly suspects = new Set<string>();

  constructor(
    private readonly breakers: Breakers,
    private readonly rates: Rates,
    private readonly asking: Asking,
  ) {}

  /** By the first of these that is not down; by none, where all are. */
  async through(
    providers: readonly Provider[],
    batch: readonly Ready[],
    deadline: Deadline,
  ): Promise<Passed> {
    const passed: Passed = { passages: [], late: [] };
    let left = batch;
    for (const [place, provider] of providers.entries()) {
      const last = place === providers.length - 1;
      left = await this.by(provider, left, deadline, last, passed);
      if (left.length === 0) return passed;
    }
    passed.passages.push(...this.hold(providers, left));
    return passed;
  }

  /** By all of these at once: somebody's devices may belong to any of them. */
  async together(
    providers: readonly Provider[],
    batch: readonly Ready[],
    deadline: Deadline,
  ): Promise<Passed> {
    const passed = await Promise.all(providers.map((each) => this.through([each], batch, deadline)));
    const byReady = Map.groupBy(
      passed.flatMap(({ passages }) => passages),
      ({ ready }) => ready,
    );
    // Nobody is late where there is no other one to turn to.
    return { passages: [...byReady.values()].flatMap((those) => bestBy(those, kindOf) ?? []), late: [] };
  }

  /** Adds what has passed by it to `passed`, and answers what is left for others. */
  private async by(
    provider: Provider,
    batch: readonly Ready[],
    deadline: Deadline,
    last: boolean,
    passed: Passed,
  ): Promise<readonly Ready[]> {
    const { name } = provider;
    let left = batch;
    let known = NOT_WATCHED.has(name);
    while (left.length > 0) {
      if (this.breakers.awayFor(name)) {
        const tried = await this.probe(provider, left, deadline, last, passed.passages);
        if (tried.length === 0 && this.breakers.awayFor(name)) return left;
        left = without(left, tried);
        continue;
      }
      if (!last && this.suspects.has(name)) return left;
      known ||= left.length <= FEW || this.breakers.isFresh(name);
      if (known) {
        passed.passages.push(...(await this.ask(provider, left, deadline)));
        return [];
      }
      const few = this.ask(provider, left.slice(0, FEW), deadline.within(PROBE_MS));
      left = left.slice(FEW);
      if (!last && (await this.keepsWaiting(name, few))) {
        passed.late.push(few);
        return left;
      }
      passed.passages.push(...(await few));
      known = true;
    }
    return left;
  }

  /** Nobody else of this process goes by one that does, until it has said something. */
  private async keepsWaiting(name: string, few: Promise<unknown>): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(true), SUSPECT_MS);
    });
    const waiting = await Promise.race([few.then(() => false), late]).finally(() => clearTimeout(timer));
    if (waiting) {
      this.suspects.add(name);
      void few.finally(() => this.suspects.delete(name)).catch(() => undefined);
    }
    return waiting;
  }

  /** At its rate; the others have their turn later. */
  private async ask(provider: Provider, some: readonly Ready[], deadline: Deadline): Promise<Passage[]> {
    const { admitted, held } = await this.rates.admit(provider.name, some);
    const waiting = held.map(({ ready, inMs }) => ({ ready, hold: rateHeld(provider, inMs) }));
    if (admitted.length === 0) return waiting;
    const begunAt = performance.now();
    const { passages, report } = await this.asking.ask(provider, admitted, deadline);
    if (!NOT_WATCHED.has(provider.name)) await this.breakers.heard(provider.name, report, begunAt);
    return [...passages, ...waiting];
  }

  /** Asks whether it is back, where it is time and nobody else does. Answers whom it has asked with. */
  private async probe(
    provider: Provider,
    batch: readonly Ready[],
    deadline: Deadline,
    last: boolean,
    passed: Passage[],
  ): Promise<readonly Ready[]> {
    const { name } = provider;
    const under = this.probes.get(name);
    if (under) {
      if (last) await under;
      return [];
    }
    // Who has failed with it already goes on to another one, and of the others those that have failed the least.
    const some = batch
      .filter(({ item }) => last || item.tries === 0)
      .toSorted((a, b) => a.item.tries - b.item.tries)
      .slice(0, PROBE_SIZE);
    if (some.length === 0) return [];
    const probing = this.probeWith(provider, some, deadline).finally(() => this.probes.delete(name));
    this.probes.set(
      name,
      probing.then(() => undefined),
    );
    const passages = await probing;
    passed.push(...passages);
    return passages.map(({ ready }) => ready);
  }

  private async probeWith(
    provider: Provider,
    some: readonly Ready[],
    deadline: Deadline,
  ): Promise<readonly Passage[]> {
    const probe = deadline.passed ? undefined : await this.breakers.winProbe(provider.name);
    if (probe === undefined) return [];
    const { passages, report } = await this.asking.ask(provider, some, deadline.within(PROBE_MS));
    await this.breakers.probed(provider.name, probe, report);
    return passages;
  }

  private hold(providers: readonly Provider[], left: readonly Ready[]): Passage[] {
    const away = providers.map(({ name }) => ({ name, ...(this.breakers.awayFor(name) ?? BACK) }));
    const soonest = Math.min(...away.map(({ ms }) => ms));
    const error = away.map(({ name, reason }) => `${name} is down (${reason})`).join(' ');
    return left.map((ready) => ({
      ready,
      hold: { code: 'PROVIDER_DOWN', error, inMs: soonest + Math.random() * SPREAD_MS },
    }));
  }
}

/** Since it was looked at. */
const BACK = { reason: 'until now', ms: 0 };

const rateHeld = ({ name }: Provider, inMs: number): Hold => ({
  code: 'RATE_HELD',
  error: `${name} takes no more in a second.`,
  inMs,
});

const without = (batch: readonly Ready[], tried: readonly Ready[]) => {
  const gone = new Set(tried);
  return batch.filter((each) => !gone.has(each));
};
