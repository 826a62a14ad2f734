import { Module, type DynamicModule } from '@nestjs/common';
import { ClockModule } from './clock/clock.module.js';
import { CallbacksModule } from './delivery/callbacks/callbacks.module.js';
import { DeadLettersModule } from './delivery/dead-letters/dead-letters.module.js';
import { DeliveryModule } from './delivery/delivery.module.js';
import { SandboxModule } from './delivery/channels/sandbox/sandbox.module.js';
import { WebhookModule } from './delivery/channels/webhook/webhook.module.js';
import { TemplatesModule } from './delivery/templates/templates.module.js';
import { DirectoryModule } from './directory/directory.module.js';
import { FeedModule } from './feed/feed.module.js';
import { IdentityModule } from './identity/identity.module.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import { ApprovalsModule } from './notifications/approvals/approvals.module.js';
import { CampaignsModule } from './notifications/campaigns/campaigns.module.js';
import { PreferencesModule } from './notifications/preferences/preferences.module.js';
import { SchedulesModule } from './notifications/schedules/schedules.module.js';
import { SendingModule } from './notifications/sending/sending.module.js';
import { OperationsModule } from './operations/operations.module.js';
import type { Config } from './platform/config/config.js';
import type { QueueBackend } from './platform/queues/backend.js';
import { PlatformModule } from './platform/platform.module.js';
import { SourcesModule } from './sources/sources.module.js';

/** The rooms that a role opens: `api` answers calls and executes nothing, `worker` the other way round. */
@Module({})
export class AppModule {
  static forRole(config: Config, databaseUrl: string, queues: QueueBackend): DynamicModule {
    const api = config.role !== 'worker';
    const works = config.role !== 'api';
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRole(config, databaseUrl, queues),
        IdentityModule.forRoot(config),
        DirectoryModule.forRole(config),
        NotificationsModule,
        ...(api ? [PreferencesModule] : []),
        DeadLettersModule.forRole(config),
        FeedModule.forRole(config),
        SourcesModule.forRole(config),
        OperationsModule.forRole(config),
        ...(api
          ? [
              SendingModule,
              ApprovalsModule,
              SchedulesModule,
              CampaignsModule,
              WebhookModule,
              TemplatesModule,
              CallbacksModule,
            ]
          : []),
        ...(api && config.environment !== 'production' ? [SandboxModule] : []),
        ...(works ? [DeliveryModule, ClockModule] : []),
      ],
    };
  }
}
