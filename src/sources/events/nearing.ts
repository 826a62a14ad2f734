import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { DomainEvent } from '../../platform/events/event-map.js';
import { Events } from '../../platform/events/events.js';
import { OnEvent } from '../../platform/events/on-event.js';
import { holdNear, thoseWhoCome } from './nearing.sql.js';
import { reminderKey } from './reminders.js';

/** Reminds whoever comes of an event that is near, if it still is. Opened where events are relayed. */
@Injectable()
export class Nearing {
  constructor(
    private readonly database: Database,
    private readonly events: Events,
  ) {}

  @OnEvent('event.nearing')
  async remind({ payload: { eventId, startsAt, before } }: DomainEvent<'event.nearing'>): Promise<void> {
    await this.database.transaction(async (sql) => {
      const event = await holdNear(sql, eventId, startsAt);
      if (!event) return;
      const key = `${reminderKey(eventId, new Date(startsAt), before)}:told`;
      await this.events.emitOnce(sql, key, 'event.reminder', {
        eventId,
        title: event.title,
        startsAt,
        location: event.location,
        userIds: await thoseWhoCome(sql, eventId, event.organizerId),
      });
    });
  }
}
