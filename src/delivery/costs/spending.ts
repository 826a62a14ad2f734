import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import type { Channel } from '../../notifications/vocabulary.js';
import { Metrics } from '../../platform/observability/metrics.js';
import type { Recorded } from '../finish.sql.js';

/** What was spent, counted by the worker that recorded it. */
@Injectable()
export class Spending {
  private readonly spent: Counter<'channel' | 'provider'>;

  constructor({ registry }: Metrics) {
    this.spent = new Counter({
      name: 'munadi_cost_total',
      help: 'What deliveries have cost, in units of the configured currency',
      labelNames: ['channel', 'provider'],
      registers: [registry],
    });
  }

  note(channel: Channel, { spent }: Pick<Recorded, 'spent'>): void {
    for (const [provider, millionths] of Object.entries(spent)) {
      this.spent.inc({ channel, provider }, millionths / 1_000_000);
    }
  }
}
