import { Module } from '@nestjs/common';
import { NotificationsModule } from '../notifications.module.js';
import { SendingModule } from '../sending/sending.module.js';
import { ApprovalsController } from './approvals.controller.js';
import { Approvals } from './approvals.js';

/** What waits for a second head. Opened in an api. */
@Module({
  imports: [NotificationsModule, SendingModule],
  controllers: [ApprovalsController],
  providers: [Approvals],
})
export class ApprovalsModule {}
