import { Module, type DynamicModule } from '@nestjs/common';
import type { Config } from '../../platform/config/config.js';
import { DeadLettersController } from './dead-letters.controller.js';
import { DeadLetters } from './dead-letters.js';

/** Given-up deliveries: over HTTP in an api, from the board of queues in a worker. */
@Module({})
export class DeadLettersModule {
  static forRole(config: Config): DynamicModule {
    return {
      module: DeadLettersModule,
      controllers: config.role === 'worker' ? [] : [DeadLettersController],
      providers: [DeadLetters],
    };
  }
}
