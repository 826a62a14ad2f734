import { Module } from '@nestjs/common';
import { CommunityEvents } from './events/community-events.js';
import { Decisions } from './events/decisions.js';
import { EventsController } from './events/events.controller.js';
import { Registrations } from './events/registrations.js';

/** The host's own modules: they save what they are about and emit that it happened. Opened in an api. */
@Module({
  controllers: [EventsController],
  providers: [CommunityEvents, Decisions, Registrations],
})
export class SourcesModule {}
