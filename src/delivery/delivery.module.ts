import { Module } from '@nestjs/common';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { ChannelsModule } from './channels/channels.module.js';
import { Spending } from './costs/spending.js';
import { Deliverer } from './deliverer.js';
import { Punctuality } from './punctuality.js';
import { Sender } from './sender.js';

/** How it leaves. Opened where there are workers. */
@Module({
  imports: [ChannelsModule, NotificationsModule],
  providers: [Deliverer, Punctuality, Spending, Sender],
})
export class DeliveryModule {}
