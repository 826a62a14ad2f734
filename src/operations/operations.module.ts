import { Module, type DynamicModule } from '@nestjs/common';
import type { Config } from '../platform/config/config.js';
import { ChannelsModule } from '../delivery/channels/channels.module.js';
import { AnalyticsController } from './analytics/analytics.controller.js';
import { Analytics } from './analytics/analytics.js';
import { AuditController } from './audit/audit.controller.js';
import { CostsController } from './costs/costs.controller.js';
import { Costs } from './costs/costs.js';
import { ExperimentsController } from './experiments/experiments.controller.js';
import { Experiments } from './experiments/experiments.js';
import { HealthController } from './health/health.controller.js';
import { Readinesses } from './health/readiness.js';
import { MetricsController } from './metrics.controller.js';
import { ProvidersController } from './providers/providers.controller.js';

/** How it is watched, in every role. The board is mounted in front of Nest, by `mountBoard`. */
@Module({})
export class OperationsModule {
  static forRole(config: Config): DynamicModule {
    const api = config.role !== 'worker';
    return {
      module: OperationsModule,
      imports: api ? [ChannelsModule] : [],
      controllers: [
        HealthController,
        MetricsController,
        ...(api
          ? [
              AnalyticsController,
              AuditController,
              CostsController,
              ExperimentsController,
              ProvidersController,
            ]
          : []),
      ],
      providers: [Readinesses, ...(api ? [Analytics, Costs, Experiments] : [])],
    };
  }
}
