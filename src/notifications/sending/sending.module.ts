import { Module } from '@nestjs/common';
import { AudienceModule } from '../../audience/audience.module.js';
import { NotificationsModule } from '../notifications.module.js';
import { Confirmations } from '../preview/confirmations.js';
import { PreviewController } from '../preview/preview.controller.js';
import { Previews } from '../preview/previews.js';
import { ResendingController } from '../resending/resending.controller.js';
import { Resending } from '../resending/resending.js';
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
  controllers: [SendingController, MessagesController, PreviewController, ResendingController],
  providers: [
    Drafting,
    Sending,
    Confirmations,
    Previews,
    Messages,
    Counting,
    Cancelling,
    Rescheduling,
    Resending,
  ],
  exports: [Confirmations, Drafting, Messages, Previews, Sending],
})
export class SendingModule {}
