import { Module } from '@nestjs/common';
import { SendingModule } from '../sending/sending.module.js';
import { SchedulesController } from './schedules.controller.js';
import { Schedules } from './schedules.js';

/** Announcements that are made again and again. Opened in an api. */
@Module({ imports: [SendingModule], controllers: [SchedulesController], providers: [Schedules] })
export class SchedulesModule {}
