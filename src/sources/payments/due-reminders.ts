import { Injectable } from '@nestjs/common';
import { timezoneOf } from '../../directory/timezones.js';
import type { Transaction } from '../../platform/database/database.js';
import type { Payload } from '../../platform/events/event-map.js';
import { Events } from '../../platform/events/events.js';
import { timezoneAndNow, morningOf } from './payments.sql.js';

const HOUR_MS = 3_600_000;
const EACH = ['3d', '0d'] as const;

const keyOf = (paymentId: string, which: (typeof EACH)[number]) => `payment:${paymentId}:due:${which}`;

/** Three days before, and on the morning of the day or an hour before; those whose moment is still to come. */
export function dueReminders(
  dueAt: Date,
  morning: Date,
  now: Date,
): { which: (typeof EACH)[number]; at: Date }[] {
  const before = (ms: number) => new Date(dueAt.getTime() - ms);
  const moments = { '3d': before(72 * HOUR_MS), '0d': morning < dueAt ? morning : before(HOUR_MS) };
  return EACH.map((which) => ({ which, at: moments[which] })).filter(({ at }) => at > now);
}

/** Reminds who is to pay, as long as the money is not there. */
@Injectable()
export class DueReminders {
  constructor(private readonly events: Events) {}

  async plan(tx: Transaction, payment: Payload<'payment.due'>): Promise<void> {
    const dueAt = new Date(payment.dueAt);
    const { timezone, now } = await timezoneAndNow(tx, payment.payerId);
    // As 2030-12-31.
    const day = new Intl.DateTimeFormat('sv', { timeZone: timezoneOf(timezone) }).format(dueAt);
    const morning = await morningOf(tx, day, timezone);
    for (const { which, at } of dueReminders(dueAt, morning, now)) {
      await this.events.emitAt(tx, { key: keyOf(payment.paymentId, which), at }, 'payment.due', payment);
    }
  }

  async takeBack(tx: Transaction, paymentId: string): Promise<void> {
    await this.events.takeBack(
      tx,
      EACH.map((which) => keyOf(paymentId, which)),
    );
  }
}
