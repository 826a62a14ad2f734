import { Module } from '@nestjs/common';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { ChannelsModule } from './channels/channels.module.js';
import { Spending } from './costs/spending.js';
import { Deliverer } from './deliverer.js';
import { DigestEmails } from './digests/digest-emails.js';
import { Digests } from './digests/digests.js';
import { DueDigests } from './digests/due-digests.js';
import { Punctuality } from './punctuality.js';
import { Sender } from './sender.js';
import { Asking } from './traffic/asking.js';
import { Breakers } from './traffic/breakers.js';
import { Bulkhead } from './traffic/bulkhead.js';
import { Rates } from './traffic/rates.js';
import { Traffic } from './traffic/traffic.js';

/** How it leaves. Opened where there are workers. */
@Module({
  imports: [ChannelsModule, NotificationsModule],
  providers: [
    Deliverer,
    Digests,
    DigestEmails,
    DueDigests,
    Punctuality,
    Spending,
    Sender,
    Asking,
    Breakers,
    Bulkhead,
    Rates,
    Traffic,
  ],
  exports: [DueDigests],
})
export class DeliveryModule {}
