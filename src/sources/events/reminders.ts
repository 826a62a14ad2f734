import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database/database.js';
import { Events } from '../../platform/events/events.js';

const HOUR_MS = 3_600_000;
const BEFORE_MS = { '24h': 24 * HOUR_MS, '1h': HOUR_MS } as const;
export type Before = keyof typeof BEFORE_MS;
const EACH = Object.keys(BEFORE_MS) as Before[];

/** Those whose moment is still to come. */
export const remindersOf = (startsAt: Date, now: Date): { before: Before; at: Date }[] =>
  EACH.map((before) => ({ before, at: new Date(startsAt.getTime() - BEFORE_MS[before]) })).filter(
    ({ at }) => at > now,
  );

/** The start is part of it: what was said of one date is not said again, and is said anew of another. */
export const reminderKey = (eventId: string, startsAt: Date, before: Before): string =>
  `event:${eventId}:${startsAt.toISOString()}:${before}`;

/** Plans when to look at an event again, because it is near then. Who comes is asked at that moment. */
@Injectable()
export class Reminders {
  constructor(private readonly events: Events) {}

  async plan(tx: Transaction, eventId: string, startsAt: Date, now: Date): Promise<void> {
    for (const { before, at } of remindersOf(startsAt, now)) {
      const payload = { eventId, startsAt: startsAt.toISOString(), before };
      await this.events.emitAt(
        tx,
        { key: reminderKey(eventId, startsAt, before), at },
        'event.nearing',
        payload,
      );
    }
  }

  async takeBack(tx: Transaction, eventId: string, startsAt: Date): Promise<void> {
    await this.events.takeBack(
      tx,
      EACH.map((before) => reminderKey(eventId, startsAt, before)),
    );
  }
}
