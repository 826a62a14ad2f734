import { Injectable } from '@nestjs/common';
import { Counter, Histogram } from 'prom-client';
import { Metrics } from '../platform/observability/metrics.js';
import { LANE_SETTINGS, LANES, type Lane } from '../platform/queues/lanes.js';
import type { Recorded } from './finish.sql.js';

/** Whether lanes keep what they promise: counted where deliveries end, by the worker that ended them. */
@Injectable()
export class Punctuality {
  private readonly seconds: Histogram<'lane'>;
  private readonly breaches: Counter<'lane'>;

  constructor({ registry }: Metrics) {
    this.seconds = new Histogram({
      name: 'munadi_delivery_seconds',
      help: 'From when a delivery should leave to when a provider took it',
      labelNames: ['lane'],
      buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 600, 1_800, 3_600, 14_400, 86_400],
      registers: [registry],
    });
    this.breaches = new Counter({
      name: 'munadi_sla_breaches_total',
      help: 'Deliveries sent or given up later than their lane promises',
      labelNames: ['lane'],
      registers: [registry],
    });
    // Shown from the start, so that the first breach is an increase.
    for (const lane of LANES) this.breaches.inc({ lane }, 0);
  }

  note(lane: Lane, { sentAfter, failedAfter }: Pick<Recorded, 'sentAfter' | 'failedAfter'>): void {
    for (const seconds of sentAfter) this.seconds.observe({ lane }, seconds);
    const promised = LANE_SETTINGS[lane].slaMs / 1_000;
    const late = [...sentAfter, ...failedAfter].filter((seconds) => seconds > promised);
    if (late.length > 0) this.breaches.inc({ lane }, late.length);
  }
}
