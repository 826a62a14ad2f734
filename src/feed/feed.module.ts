import { Module, type DynamicModule } from '@nestjs/common';
import { NotificationsModule } from '../notifications/notifications.module.js';
import type { Config } from '../platform/config/config.js';
import { Clicks } from './clicks/clicks.js';
import { ClicksController } from './clicks/clicks.controller.js';
import { FeedController } from './feed.controller.js';
import { FeedGateway } from './feed.gateway.js';
import { Feed } from './feed.js';
import { InAppProvider } from './in-app.provider.js';
import { MarksController } from './marks/marks.controller.js';
import { Marks } from './marks/marks.js';
import { StatsController } from './stats/stats.controller.js';
import { Stats } from './stats/stats.js';
import { Insight } from './story/insight.js';
import { StoriesController } from './story/stories.controller.js';
import { Stories } from './story/stories.js';

/** Where it is read: REST and sockets in an api, and the channel that feeds them in a worker. */
@Module({})
export class FeedModule {
  static forRole(config: Config): DynamicModule {
    return {
      module: FeedModule,
      imports: [NotificationsModule],
      controllers:
        config.role === 'worker'
          ? []
          : [StatsController, StoriesController, MarksController, FeedController, ClicksController],
      providers: [
        ...(config.role === 'worker' ? [] : [Feed, Marks, Clicks, Insight, Stories, Stats, FeedGateway]),
        ...(config.role === 'api' ? [] : [InAppProvider]),
      ],
    };
  }
}
