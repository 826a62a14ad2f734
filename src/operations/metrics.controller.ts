import { Controller, Get, Header, type OnModuleInit } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { Public } from '../identity/access.js';
import { LANES } from '../platform/queues/lanes.js';
import { Queues } from '../platform/queues/queues.js';

/** For Prometheus. Numbers only: nothing here names a person or a message. */
@ApiExcludeController()
@Public()
@Controller('metrics')
export class MetricsController implements OnModuleInit {
  private readonly registry = new Registry();

  constructor(private readonly queues: Queues) {}

  onModuleInit(): void {
    collectDefaultMetrics({ register: this.registry });
    const queues = this.queues;
    new Gauge({
      name: 'munadi_lane_waiting_hints',
      help: 'Hints that wait in a lane',
      labelNames: ['lane'],
      registers: [this.registry],
      async collect() {
        // Without its queues a process still has numbers of its own to show.
        const waiting = await queues.waiting().catch(() => undefined);
        for (const lane of LANES) this.set({ lane }, waiting?.[lane].count ?? NaN);
      },
    });
  }

  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async metrics(): Promise<string> {
    return await this.registry.metrics();
  }
}
