import { z } from 'zod';

/** So much, for this, from them. */
const PAYMENT = {
  paymentId: z.uuid(),
  purpose: z.string(),
  /** In the smallest unit of the currency, such as paise. */
  amount: z.int().positive(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  payerId: z.uuid(),
};

/** What members owe and pay. */
export const PAYMENT_EVENTS = {
  'payment.created': z.object({
    ...PAYMENT,
    dueAt: z.iso.datetime().nullable(),
    createdById: z.uuid(),
    createdByName: z.string(),
  }),
  'payment.due': z.object({
    ...PAYMENT,
    dueAt: z.iso.datetime(),
  }),
  'payment.received': z.object({
    ...PAYMENT,
    payerName: z.string(),
    /** Who asked for it, and wants to know that it is there. */
    createdById: z.uuid(),
    receivedById: z.uuid(),
    receivedByName: z.string(),
    receivedAt: z.iso.datetime(),
  }),
} as const;
