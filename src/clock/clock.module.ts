import { Module } from '@nestjs/common';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { FiringModule } from '../notifications/schedules/firing.module.js';
import { Clock } from './clock.js';
import { Housekeeping } from './housekeeping.js';

/** What becomes due. Opened where there are workers. */
@Module({ imports: [DeliveryModule, FiringModule, NotificationsModule], providers: [Clock, Housekeeping] })
export class ClockModule {}
