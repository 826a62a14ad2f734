import { Module } from '@nestjs/common';
import { Audiences } from '../../audience/audiences.js';
import { Drafting } from '../sending/drafting.js';
import { NotificationsModule } from '../notifications.module.js';
import { Firing } from './firing.js';

/** What makes their occurrences. Opened where there are workers, which serve none of the calls. */
@Module({ imports: [NotificationsModule], providers: [Audiences, Drafting, Firing], exports: [Firing] })
export class FiringModule {}
