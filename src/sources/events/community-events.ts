import { Injectable } from '@nestjs/common';
import { Leadership } from '../../directory/groups/leadership.js';
import type { Caller } from '../../identity/caller.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors/app-error.js';
import { Events } from '../../platform/events/events.js';
import type { EventsQuery, ProposeEvent } from './event.dto.js';
import type { EventView } from './event.view.js';
import { findEvent, pageOfEvents } from './events.sql.js';

export const noSuchEvent = () => notFound('There is no such event.');

/** What members propose to the community. */
@Injectable()
export class CommunityEvents {
  constructor(
    private readonly database: Database,
    private readonly events: Events,
    private readonly leadership: Leadership,
  ) {}

  async propose(caller: Caller, proposal: ProposeEvent): Promise<EventView> {
    const communityIds = await this.leadership.communitiesOf(caller.userId);
    return await this.database.prisma.$transaction(async (tx) => {
      const saved = await tx.communityEvent.create({
        data: {
          title: proposal.title,
          description: proposal.description || null,
          location: proposal.location || null,
          startsAt: new Date(proposal.startsAt),
          organizerId: caller.userId,
        },
      });
      await this.events.emit(tx, 'event.created', {
        eventId: saved.id,
        title: saved.title,
        startsAt: saved.startsAt.toISOString(),
        location: saved.location,
        organizerId: caller.userId,
        organizerName: caller.name,
        communityIds,
      });
      const { id, title, description, location, startsAt, status, createdAt } = saved;
      const organizer = { id: caller.userId, name: caller.name };
      return { id, title, description, location, startsAt, status, organizer, createdAt };
    });
  }

  async page(query: EventsQuery): Promise<EventView[]> {
    return await pageOfEvents(this.database, query);
  }

  async find(eventId: string): Promise<EventView> {
    const event = await findEvent(this.database, eventId);
    if (!event) throw noSuchEvent();
    return event;
  }
}
