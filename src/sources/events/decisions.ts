import { Injectable } from '@nestjs/common';
import type { Caller } from '../../identity/caller.js';
import { Database, type Transaction } from '../../platform/database/database.js';
import { conflict } from '../../platform/errors/app-error.js';
import { Events } from '../../platform/events/events.js';
import { Deciding } from '../deciding.js';
import { CommunityEvents } from './community-events.js';
import type { EventStatus } from './event.dto.js';
import type { EventView } from './event.view.js';
import { decidePending, type DecidedEvent, type Verdict } from './events.sql.js';
import { Reminders } from './reminders.js';

const DECIDED: Readonly<Record<EventStatus, string>> = {
  PENDING: 'Somebody else is deciding about this event.',
  APPROVED: 'This event has been approved already.',
  REJECTED: 'This event has been rejected already.',
};

/** Heads decide once about each proposed event; the decision and the fact that tells of it are one. */
@Injectable()
export class Decisions {
  constructor(
    private readonly database: Database,
    private readonly events: Events,
    private readonly deciding: Deciding,
    private readonly reminders: Reminders,
    private readonly communityEvents: CommunityEvents,
  ) {}

  async approve(caller: Caller, eventId: string): Promise<EventView> {
    const verdict = { status: 'APPROVED', decidedById: caller.userId, reason: null } as const;
    return await this.decide(caller, eventId, verdict, async (tx, event) => {
      const { id, title, startsAt, location, organizerId, now } = event;
      await this.events.emit(tx, 'event.approved', {
        eventId: id,
        title,
        startsAt: startsAt.toISOString(),
        location,
        organizerId,
        approvedById: caller.userId,
        approvedByName: caller.name,
      });
      await this.reminders.plan(tx, id, startsAt, now);
    });
  }

  async reject(caller: Caller, eventId: string, reason: string | null): Promise<EventView> {
    const verdict = { status: 'REJECTED', decidedById: caller.userId, reason } as const;
    return await this.decide(caller, eventId, verdict, (tx, { id, title, organizerId }) =>
      this.events.emit(tx, 'event.rejected', {
        eventId: id,
        title,
        organizerId,
        rejectedByName: caller.name,
        reason,
      }),
    );
  }

  private async decide(
    caller: Caller,
    eventId: string,
    verdict: Verdict,
    tell: (tx: Transaction, event: DecidedEvent) => Promise<void>,
  ): Promise<EventView> {
    const { organizer } = await this.communityEvents.find(eventId);
    await this.deciding.refuseUnlessInCharge(caller, organizer, 'event');
    const decided = await this.database.prisma.$transaction(async (tx) => {
      const event = await decidePending(tx, eventId, verdict);
      if (event) await tell(tx, event);
      return event !== undefined;
    });
    const after = await this.communityEvents.find(eventId);
    if (!decided) throw conflict(DECIDED[after.status]);
    return after;
  }
}
