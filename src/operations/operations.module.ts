import { Module } from '@nestjs/common';
import { HealthController } from './health/health.controller.js';
import { Readinesses } from './health/readiness.js';
import { MetricsController } from './metrics.controller.js';

/** How it is watched, in every role. The board is mounted in front of Nest, by `mountBoard`. */
@Module({
  controllers: [HealthController, MetricsController],
  providers: [Readinesses],
})
export class OperationsModule {}
