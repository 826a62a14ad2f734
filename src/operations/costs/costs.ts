import { Injectable } from '@nestjs/common';
import { Providers } from '../../delivery/channels/providers.js';
import { Config } from '../../platform/config/config.js';
import { priceOf } from '../../platform/config/prices.js';
import { Database } from '../../platform/database/database.js';
import type { CostReport, CostsQuery } from './costs.dto.js';
import { monthsOf, startsOf } from './months.js';
import { reportOf } from './report.js';
import { spentByMonth } from './spent.sql.js';
import { thisMonth } from './this-month.sql.js';

/** What was spent on messages, and what reading in time has saved. */
@Injectable()
export class Costs {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly providers: Providers,
  ) {}

  async report(given: CostsQuery): Promise<CostReport> {
    const { currency, prices } = this.config.costs;
    const months = monthsOf(given, await thisMonth(this.database));
    const rows = await spentByMonth(this.database, startsOf(months));
    const report = reportOf(rows, (channel) => priceOf(prices, channel, this.providers.of(channel)[0]?.name));
    return { currency, ...months, ...report };
  }
}
