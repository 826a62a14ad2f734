import { Module } from '@nestjs/common';
import { Clock } from './clock.js';
import { Housekeeping } from './housekeeping.js';

/** What becomes due. Opened where there are workers. */
@Module({ providers: [Clock, Housekeeping] })
export class ClockModule {}
