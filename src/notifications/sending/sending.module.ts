import { Module } from '@nestjs/common';
import { AudienceModule } from '../../audience/audience.module.js';
import { NotificationsModule } from '../notifications.module.js';
import { Cancelling } from './cancelling.js';
import { Counting } from './counting.js';
import { Drafting } from './drafting.js';
import { MessagesController } from './messages.controller.js';
import { Messages } from './messages.js';
import { Rescheduling } from './rescheduling.js';
import { SendingController } from './sending.controller.js';
import { Sending } from './sending.js';

/** What heads and ADMINs say to the people they lead. Opened in an api. */
@Module({
  imports: [AudienceModule, NotificationsModule],
  controllers: [SendingController, MessagesController],
  providers: [Drafting, Sending, Messages, Counting, Cancelling, Rescheduling],
  exports: [Drafting, Messages],
})
export class SendingModule {}
