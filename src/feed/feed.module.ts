import { Module, type DynamicModule } from '@nestjs/common';
import { NotificationsModule } from '../notifications/notifications.module.js';
import type { Config } from '../platform/config/config.js';
import { FeedController } from './feed.controller.js';
import { FeedGateway } from './feed.gateway.js';
import { Feed } from './feed.js';
import { InAppProvider } from './in-app.provider.js';

/** Where it is read: REST and sockets in an api, and the channel that feeds them in a worker. */
@Module({})
export class FeedModule {
  static forRole(config: Config): DynamicModule {
    return {
      module: FeedModule,
      imports: [NotificationsModule],
      controllers: config.role === 'worker' ? [] : [FeedController],
      providers: [
        ...(config.role === 'worker' ? [] : [Feed, FeedGateway]),
        ...(config.role === 'api' ? [] : [InAppProvider]),
      ],
    };
  }
}
