import { Injectable } from '@nestjs/common';
import { Leadership } from '../../directory/groups/leadership.js';
import type { Caller } from '../../identity/caller.js';
import { Database } from '../../platform/database/database.js';
import { conflict, forbidden, notFound } from '../../platform/errors/app-error.js';
import { Events } from '../../platform/events/events.js';
import { Deciding } from '../deciding.js';
import { People } from '../people.js';
import { DueReminders } from './due-reminders.js';
import type { CreatePayment } from './payment.dto.js';
import type { PaymentView } from './payment.view.js';
import { findPayment, receiveOpen } from './payments.sql.js';

export const noSuchPayment = () => notFound('There is no such payment.');

/** What members are asked to pay, and that they have. */
@Injectable()
export class Payments {
  constructor(
    private readonly database: Database,
    private readonly events: Events,
    private readonly leadership: Leadership,
    private readonly deciding: Deciding,
    private readonly people: People,
    private readonly reminders: DueReminders,
  ) {}

  async create(
    caller: Caller,
    { payerId, purpose, amount, currency, dueAt }: CreatePayment,
  ): Promise<PaymentView> {
    const payer = await this.people.find(payerId);
    if (!(await this.leadership.answersFor(caller, payerId))) {
      throw forbidden('Only an ADMIN or a head of theirs may ask them to pay.');
    }
    return await this.database.prisma.$transaction(async (tx) => {
      const saved = await tx.payment.create({
        data: {
          purpose,
          amount,
          currency,
          dueAt: dueAt ? new Date(dueAt) : null,
          payerId,
          createdById: caller.userId,
        },
      });
      await this.events.emit(tx, 'payment.created', {
        paymentId: saved.id,
        purpose,
        amount,
        currency,
        payerId,
        dueAt: saved.dueAt?.toISOString() ?? null,
        createdById: caller.userId,
        createdByName: caller.name,
      });
      const { id, createdById, receivedAt, createdAt } = saved;
      if (saved.dueAt) {
        const due = { paymentId: id, purpose, amount, currency, payerId, dueAt: saved.dueAt.toISOString() };
        await this.reminders.plan(tx, due);
      }
      return {
        id,
        purpose,
        amount,
        currency,
        dueAt: saved.dueAt,
        status: 'OPEN',
        payer,
        createdById,
        receivedAt,
        createdAt,
      };
    });
  }

  /** That the money is there. Nobody says so of their own, and nobody says so twice. */
  async receive(caller: Caller, paymentId: string): Promise<PaymentView> {
    const payment = await this.show(caller, paymentId);
    const { purpose, amount, currency, payer, createdById } = payment;
    await this.deciding.refuseUnlessInCharge(caller, payer, 'payment');
    return await this.database.prisma.$transaction(async (tx) => {
      const receivedAt = await receiveOpen(tx, paymentId, caller.userId);
      if (!receivedAt) throw conflict('This payment has been received already.');
      await this.reminders.takeBack(tx, paymentId);
      await this.events.emit(tx, 'payment.received', {
        paymentId,
        purpose,
        amount,
        currency,
        payerId: payer.id,
        payerName: payer.name,
        createdById,
        receivedById: caller.userId,
        receivedByName: caller.name,
        receivedAt: receivedAt.toISOString(),
      });
      return Object.assign(payment, { status: 'RECEIVED' as const, receivedAt });
    });
  }

  /** For who pays, who asked for it and who leads the payer; to others there is none. */
  async show(caller: Caller, paymentId: string): Promise<PaymentView> {
    const payment = await findPayment(this.database, paymentId);
    if (!payment) throw noSuchPayment();
    const { payer, createdById } = payment;
    if ([payer.id, createdById].includes(caller.userId)) return payment;
    if (await this.leadership.answersFor(caller, payer.id)) return payment;
    throw noSuchPayment();
  }
}
