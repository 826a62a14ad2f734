import { Injectable } from '@nestjs/common';
import type { Caller } from '../../identity/caller.js';
import { Database } from '../../platform/database/database.js';
import { conflict } from '../../platform/errors/app-error.js';
import { Events } from '../../platform/events/events.js';
import { CommunityEvents } from './community-events.js';
import type { RegistrationView } from './event.view.js';
import { registeredAt, registerOnce } from './events.sql.js';

/** Who comes. */
@Injectable()
export class Registrations {
  constructor(
    private readonly database: Database,
    private readonly events: Events,
    private readonly communityEvents: CommunityEvents,
  ) {}

  /** Registering again answers the same, and is told to nobody. */
  async register({ userId, name }: Caller, eventId: string): Promise<RegistrationView> {
    const { status, title, startsAt, organizer } = await this.communityEvents.find(eventId);
    // What has been approved stays approved, so nothing has to be locked for this to stay true.
    if (status !== 'APPROVED') throw conflict('One can register for an event when it has been approved.');
    return await this.database.prisma.$transaction(async (tx) => {
      const first = await registerOnce(tx, eventId, userId);
      if (!first) return { eventId, userId, registeredAt: await registeredAt(tx, eventId, userId) };
      await this.events.emit(tx, 'event.registered', {
        eventId,
        title,
        startsAt: startsAt.toISOString(),
        organizerId: organizer.id,
        userId,
        userName: name,
      });
      return { eventId, userId, registeredAt: first };
    });
  }
}
