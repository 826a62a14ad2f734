import type { Sql, Transaction } from '../../platform/database/database.js';
import type { PaymentView } from './payment.view.js';

/** Index: payments_pkey. */
export async function findPayment(sql: Sql, paymentId: string): Promise<PaymentView | undefined> {
  const [payment] = await sql.query<PaymentView>(
    `SELECT payment.id, payment.purpose, payment.amount, payment.currency, payment.due_at AS "dueAt",
            CASE WHEN payment.received_at IS NULL THEN 'OPEN' ELSE 'RECEIVED' END AS status,
            json_build_object('id', payer.id, 'name', payer.name) AS payer,
            payment.created_by_id AS "createdById", payment.received_at AS "receivedAt",
            payment.created_at AS "createdAt"
       FROM payments AS payment JOIN users AS payer ON payer.id = payment.payer_id
      WHERE payment.id = $1`,
    [paymentId],
  );
  return payment;
}

/** Index: users_pkey. */
export async function timezoneAndNow(
  tx: Transaction,
  userId: string,
): Promise<{ timezone: string; now: Date }> {
  const [row] = await tx.$queryRaw<{ timezone: string; now: Date }[]>`
    SELECT timezone, now() FROM users WHERE id = ${userId}::uuid`;
  if (!row) throw new Error('A payer has gone.');
  return row;
}

/** Nine o'clock of a day, as of 2030-12-31, in a timezone. */
export async function morningOf(tx: Transaction, day: string, timezone: string): Promise<Date> {
  const [row] = await tx.$queryRaw<{ morning: Date }[]>`
    SELECT local_instant(${day}::text::date + time '09:00', ${timezone}) AS morning`;
  if (!row) throw new Error(`There is no morning on ${day}.`);
  return row.morning;
}

/** The moment of receiving; the second of two who receive at once changes nothing. Index: payments_pkey. */
export async function receiveOpen(
  tx: Transaction,
  paymentId: string,
  receivedById: string,
): Promise<Date | undefined> {
  const [row] = await tx.$queryRaw<{ receivedAt: Date }[]>`
    UPDATE payments SET received_by_id = ${receivedById}::uuid, received_at = now()
     WHERE id = ${paymentId}::uuid AND received_at IS NULL
    RETURNING received_at AS "receivedAt"`;
  return row?.receivedAt;
}
