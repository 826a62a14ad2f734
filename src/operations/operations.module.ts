import { Module, type DynamicModule } from '@nestjs/common';
import type { Config } from '../platform/config/config.js';
import { AnalyticsController } from './analytics/analytics.controller.js';
import { Analytics } from './analytics/analytics.js';
import { ExperimentsController } from './experiments/experiments.controller.js';
import { Experiments } from './experiments/experiments.js';
import { HealthController } from './health/health.controller.js';
import { Readinesses } from './health/readiness.js';
import { MetricsController } from './metrics.controller.js';

/** How it is watched, in every role. The board is mounted in front of Nest, by `mountBoard`. */
@Module({})
export class OperationsModule {
  static forRole(config: Config): DynamicModule {
    const api = config.role !== 'worker';
    return {
      module: OperationsModule,
      controllers: [
        HealthController,
        MetricsController,
        ...(api ? [AnalyticsController, ExperimentsController] : []),
      ],
      providers: [Readinesses, ...(api ? [Analytics, Experiments] : [])],
    };
  }
}
