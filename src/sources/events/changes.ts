import { Injectable } from '@nestjs/common';
import type { Caller } from '../../identity/caller.js';
import { Database } from '../../platform/database/database.js';
import { conflict } from '../../platform/errors/app-error.js';
import { Deciding } from '../deciding.js';
import { CommunityEvents, noSuchEvent } from './community-events.js';
import type { ChangeEvent } from './event.dto.js';
import type { EventView } from './event.view.js';
import { holdEvent } from './events.sql.js';
import { Reminders } from './reminders.js';

/** What an event is called, where and when; its reminders move with it, in the same transaction. */
@Injectable()
export class Changes {
  constructor(
    private readonly database: Database,
    private readonly deciding: Deciding,
    private readonly reminders: Reminders,
    private readonly communityEvents: CommunityEvents,
  ) {}

  async change(caller: Caller, eventId: string, changes: ChangeEvent): Promise<EventView> {
    const { organizer } = await this.communityEvents.find(eventId);
    if (organizer.id !== caller.userId) {
      await this.deciding.refuseUnlessInCharge(caller, organizer, 'event');
    }
    const { title, description, location } = changes;
    const startsAt = changes.startsAt === undefined ? undefined : new Date(changes.startsAt);
    await this.database.prisma.$transaction(async (tx) => {
      const held = await holdEvent(tx, eventId);
      if (!held) throw noSuchEvent();
      if (held.status === 'REJECTED') throw conflict('This event has been rejected. Propose a new one.');
      await tx.communityEvent.update({
        where: { id: eventId },
        data: { title, startsAt, description: emptied(description), location: emptied(location) },
      });
      const moved = startsAt && startsAt.getTime() !== held.startsAt.getTime();
      if (!moved || held.status !== 'APPROVED') return;
      await this.reminders.takeBack(tx, eventId, held.startsAt);
      await this.reminders.plan(tx, eventId, startsAt, held.now);
    });
    return await this.communityEvents.find(eventId);
  }
}

/** Left out it stays; nothing written takes it away. */
const emptied = (text: string | null | undefined) => (text === undefined ? undefined : text || null);
