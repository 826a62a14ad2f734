import { Injectable } from '@nestjs/common';
import { Leadership } from '../../directory/groups/leadership.js';
import type { Caller } from '../../identity/caller.js';
import { Database, type Transaction } from '../../platform/database/database.js';
import { conflict } from '../../platform/errors/app-error.js';
import { Events } from '../../platform/events/events.js';
import { Deciding } from '../deciding.js';
import { CommunityEvents, noSuchEvent } from './community-events.js';
import type { ChangeEvent } from './event.dto.js';
import type { EventView } from './event.view.js';
import { holdEvent, type HeldEvent } from './events.sql.js';
import { Reminders } from './reminders.js';

/**
 * What an event is called, where and when; its reminders move with it, in the same transaction. They go to whoever
 * comes, so what they say has to be approved: when its organiser changes that alone, the event is a proposal again.
 */
@Injectable()
export class Changes {
  constructor(
    private readonly database: Database,
    private readonly events: Events,
    private readonly deciding: Deciding,
    private readonly leadership: Leadership,
    private readonly reminders: Reminders,
    private readonly communityEvents: CommunityEvents,
  ) {}

  async change(caller: Caller, eventId: string, changes: ChangeEvent): Promise<EventView> {
    const { organizer } = await this.communityEvents.find(eventId);
    const inCharge = await this.deciding.isInCharge(caller, organizer);
    if (!inCharge && organizer.id !== caller.userId) {
      await this.deciding.refuseUnlessInCharge(caller, organizer, 'event');
    }
    await this.database.prisma.$transaction(async (tx) => {
      const held = await holdEvent(tx, eventId);
      if (!held) throw noSuchEvent();
      if (held.status === 'REJECTED') throw conflict('This event has been rejected. Propose a new one.');
      const said = { ...held, ...saidAnew(changes) };
      const { title, location, startsAt } = said;
      const again = held.status === 'APPROVED' && !inCharge && saysOther(held, said);
      await tx.communityEvent.update({
        where: { id: eventId },
        data: {
          title,
          location,
          startsAt,
          description: emptied(changes.description),
          ...(again && { status: 'PENDING', decidedById: null, decidedAt: null }),
        },
      });
      if (again) await this.proposeAgain(tx, eventId, held, said, organizer);
      else if (held.status === 'APPROVED') await this.move(tx, eventId, held, startsAt);
    });
    return await this.communityEvents.find(eventId);
  }

  private async move(tx: Transaction, eventId: string, held: HeldEvent, startsAt: Date): Promise<void> {
    if (startsAt.getTime() === held.startsAt.getTime()) return;
    await this.reminders.takeBack(tx, eventId, held.startsAt);
    await this.reminders.plan(tx, eventId, startsAt, held.now);
  }

  private async proposeAgain(
    tx: Transaction,
    eventId: string,
    held: HeldEvent,
    { title, location, startsAt }: Said,
    organizer: EventView['organizer'],
  ): Promise<void> {
    await this.reminders.takeBack(tx, eventId, held.startsAt);
    await this.events.emit(tx, 'event.created', {
      eventId,
      title,
      startsAt: startsAt.toISOString(),
      location,
      organizerId: organizer.id,
      organizerName: organizer.name,
      communityIds: await this.leadership.communitiesOf(organizer.id),
    });
  }
}

/** What a reminder says of an event. */
type Said = Pick<HeldEvent, 'title' | 'location' | 'startsAt'>;

const saysOther = (before: Said, after: Said) =>
  before.title !== after.title ||
  before.location !== after.location ||
  before.startsAt.getTime() !== after.startsAt.getTime();

const saidAnew = ({ title, location, startsAt }: ChangeEvent): Partial<Said> => ({
  ...(title !== undefined && { title }),
  ...(location !== undefined && { location: location || null }),
  ...(startsAt !== undefined && { startsAt: new Date(startsAt) }),
});

/** Left out it stays; nothing written takes it away. */
const emptied = (text: string | null | undefined) => (text === undefined ? undefined : text || null);
