import { Controller, Get, Header, type OnModuleInit } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { collectDefaultMetrics, Gauge } from 'prom-client';
import { Public } from '../identity/access.js';
import { Database } from '../platform/database/database.js';
import { Metrics } from '../platform/observability/metrics.js';
import { LANES } from '../platform/queues/lanes.js';
import { Queues } from '../platform/queues/queues.js';
import { COUNTED_AT_MOST, waitingNow } from './analytics/waiting.sql.js';

/** For Prometheus. Numbers only: nothing here names a person or a message. */
@ApiExcludeController()
@Public()
@Controller('metrics')
export class MetricsController implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly database: Database,
    private readonly queues: Queues,
  ) {}

  onModuleInit(): void {
    const { registry } = this.metrics;
    collectDefaultMetrics({ register: registry });
    const { database, queues } = this;
    new Gauge({
      name: 'munadi_lane_waiting_hints',
      help: 'Hints that wait in a lane',
      labelNames: ['lane'],
      registers: [registry],
      async collect() {
        // Without its queues a process still has numbers of its own to show.
        const waiting = await queues.waiting().catch(() => undefined);
        for (const lane of LANES) this.set({ lane }, waiting?.[lane].count ?? NaN);
      },
    });
    new Gauge({
      name: 'munadi_sla_overdue',
      help: `Deliveries that wait for longer than their lane promises, of the ${COUNTED_AT_MOST} that wait for the longest`,
      labelNames: ['lane'],
      registers: [registry],
      async collect() {
        const waiting = await waitingNow(database).catch(() => []);
        for (const lane of LANES) {
          this.set({ lane }, waiting.find((each) => each.lane === lane)?.overdue ?? NaN);
        }
      },
    });
  }

  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async show(): Promise<string> {
    return await this.metrics.registry.metrics();
  }
}
