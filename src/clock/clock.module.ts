import { Module } from '@nestjs/common';
import { FiringModule } from '../notifications/schedules/firing.module.js';
import { Clock } from './clock.js';
import { Housekeeping } from './housekeeping.js';

/** What becomes due. Opened where there are workers. */
@Module({ imports: [FiringModule], providers: [Clock, Housekeeping] })
export class ClockModule {}
