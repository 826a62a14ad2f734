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
