import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { EventEmitterModule } from '@nestjs/event-emitter';
import { Config } from './config/config.js';
import { Database, DATABASE_URL } from './database/database.js';
import { MarkedMethods } from './discovery/marked-methods.js';
import { EmitterBridge } from './events/emitter-bridge.js';
import { Events } from './events/events.js';
import { Listeners } from './events/listeners.js';
import { Relay } from './events/relay.js';
import { HttpModule } from './http/http.module.js';
import { Metrics } from './observability/metrics.js';
import type { QueueBackend } from './queues/backend.js';
import { QueuesModule } from './queues/queues.module.js';
import { Realtime } from './realtime/realtime.js';

/** What everybody stands on. */
@Global()
@Module({})
export class PlatformModule {
  static forRole(config: Config, databaseUrl: string, queues: QueueBackend): DynamicModule {
    const works = config.role !== 'api';
    return {
      module: PlatformModule,
      imports: [
        DiscoveryModule,
        EventEmitterModule.forRoot(),
        HttpModule,
        QueuesModule.forRole(config, queues),
      ],
      providers: [
        { provide: Config, useValue: config },
        { provide: DATABASE_URL, useValue: databaseUrl },
        Database,
        MarkedMethods,
        Metrics,
        Events,
        EmitterBridge,
        Realtime,
        ...(works ? [Listeners, Relay] : []),
      ],
      exports: [Config, Database, MarkedMethods, Metrics, Events, Realtime],
    };
  }
}
