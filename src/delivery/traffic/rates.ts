import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Ready } from './passage.js';
import { makeBucket, takeTokens, type Granted, type Turns } from './take-tokens.sql.js';

/** Where the database does not say whose turn it is. */
const ASK_AGAIN_MS = 1_000;

export interface Admission {
  admitted: readonly Ready[];
  /** With how long they wait for their turn. */
  held: readonly { ready: Ready; inMs: number }[];
}

/** How many may leave by a provider in a second, of all processes together. Who has no rate is not asked about. */
@Injectable()
export class Rates {
  private readonly logger = new Logger(Rates.name);

  constructor(
    private readonly config: Config,
    private readonly database: Database,
  ) {}

  async admit(provider: string, batch: readonly Ready[]): Promise<Admission> {
    const rate = this.config.providers.sendRates.get(provider);
    if (rate === undefined) return { admitted: batch, held: [] };
    const { urgent = [], promised = [], ordinary = [] } = Object.groupBy(batch, kindOf);
    const granted = await this.take(provider, rate, {
      urgent: urgent.length,
      promised: promised.length,
      ordinary: ordinary.length,
    });
    if (!granted) return { admitted: [], held: batch.map((ready) => ({ ready, inMs: ASK_AGAIN_MS })) };
    return admission({ urgent, promised, ordinary }, granted, rate);
  }

  private async take(provider: string, rate: number, turns: Turns): Promise<Granted | undefined> {
    try {
      const granted = await takeTokens(this.database, provider, rate, turns);
      if (granted) return granted;
      await makeBucket(this.database, provider, rate);
      return await takeTokens(this.database, provider, rate, turns);
    } catch (error) {
      this.logger.warn(`The rate of ${provider} is not known: ${(error as Error).message}`);
      return undefined;
    }
  }
}

const kindOf = ({ item, outgoing }: Ready): keyof Turns => {
  if (outgoing.priority === 'CRITICAL') return 'urgent';
  return item.promised ? 'promised' : 'ordinary';
};

/** Who has to wait comes back one after another, at the pace of the rate. */
export function admission(
  batch: Record<keyof Turns, readonly Ready[]>,
  granted: Granted,
  rate: number,
): Admission {
  const turn = (place: number) => ((place + 1) / rate) * 1_000;
  const early = [...batch.urgent.slice(granted.urgent), ...batch.promised.slice(granted.promised)];
  const late = batch.ordinary.slice(granted.ordinary);
  return {
    admitted: [
      ...batch.urgent.slice(0, granted.urgent),
      ...batch.promised.slice(0, granted.promised),
      ...batch.ordinary.slice(0, granted.ordinary),
    ],
    held: [
      ...early.map((ready, place) => ({ ready, inMs: turn(place) })),
      ...late.map((ready, place) => ({ ready, inMs: granted.newInMs + turn(place) })),
    ],
  };
}
