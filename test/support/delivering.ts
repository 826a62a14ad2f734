import type { Provider } from '../../src/delivery/channels/provider.js';
import { Spending } from '../../src/delivery/costs/spending.js';
import { Deliverer } from '../../src/delivery/deliverer.js';
import { Punctuality } from '../../src/delivery/punctuality.js';
import { Sender } from '../../src/delivery/sender.js';
import { Asking } from '../../src/delivery/traffic/asking.js';
import { Breakers } from '../../src/delivery/traffic/breakers.js';
import { Bulkhead } from '../../src/delivery/traffic/bulkhead.js';
import { Rates } from '../../src/delivery/traffic/rates.js';
import { Traffic } from '../../src/delivery/traffic/traffic.js';
import { Catalog } from '../../src/notifications/catalog/catalog.js';
import { Publications } from '../../src/notifications/templates/publications.js';
import { WordsOf } from '../../src/notifications/wording/words-of.js';
import type { Config } from '../../src/platform/config/config.js';
import type { Database } from '../../src/platform/database/database.js';
import { Metrics } from '../../src/platform/observability/metrics.js';
import { testConfig } from './http-app.js';

const QUEUES = {
  hint: () => Promise.resolve(),
  putOff: () => Promise.resolve(),
  showDead: () => Promise.resolve(),
};

/** All that a worker delivers with, on a real database, but queues, which are not needed for anything. */
export class Delivering {
  readonly metrics = new Metrics();
  readonly breakers: Breakers;
  readonly bulkhead = new Bulkhead();
  readonly sender: Sender;
  readonly deliverer: Deliverer;

  private constructor(
    readonly database: Database,
    providers: () => readonly Provider[],
    config: Config,
    words: WordsOf,
    readonly queues: typeof QUEUES,
  ) {
    this.breakers = new Breakers(database, this.metrics);
    const traffic = new Traffic(this.breakers, new Rates(config, database), new Asking());
    this.sender = new Sender(config, { of: providers } as never, traffic, words);
    this.deliverer = new Deliverer(
      database,
      this.sender,
      queues as never,
      new Punctuality(this.metrics),
      new Spending(this.metrics),
      this.bulkhead,
      { nudge: () => {} } as never,
    );
  }

  static async by(
    database: Database,
    providers: readonly Provider[] | (() => readonly Provider[]),
    over: Partial<Config> = {},
    queues: Partial<typeof QUEUES> = {},
  ): Promise<Delivering> {
    return new Delivering(
      database,
      typeof providers === 'function' ? providers : () => providers,
      testConfig(over),
      new WordsOf(await Catalog.load(), new Publications(database)),
      { ...QUEUES, ...queues },
    );
  }
}
