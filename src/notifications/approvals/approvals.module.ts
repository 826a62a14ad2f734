import { Module } from '@nestjs/common';
import { SendingModule } from '../sending/sending.module.js';
import { ApprovalsController } from './approvals.controller.js';
import { Approvals } from './approvals.js';

/** What waits for a second head. Opened in an api. */
@Module({ imports: [SendingModule], controllers: [ApprovalsController], providers: [Approvals] })
export class ApprovalsModule {}
