import { beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import { eventually } from '../../../test/support/eventually.js';
import { dueReminders } from './due-reminders.js';
import type { PaymentView } from './payment.view.js';

const now = new Date('2026-11-21T10:00:00Z');

test.each<[string, string, string, string[]]>([
  ['in a week', '2026-11-28T18:00:00Z', '2026-11-28T09:00:00Z', ['2026-11-25T18:00', '2026-11-28T09:00']],
  ['tomorrow', '2026-11-22T18:00:00Z', '2026-11-22T09:00:00Z', ['2026-11-22T09:00']],
  ['early in the morning', '2026-11-23T05:00:00Z', '2026-11-23T09:00:00Z', ['2026-11-23T04:00']],
  ['today, and the morning is over', '2026-11-21T18:00:00Z', '2026-11-21T09:00:00Z', []],
])('a payment due %s has reminders', (_what, dueAt, morning, expected) => {
  const reminders = dueReminders(new Date(dueAt), new Date(morning), now);
  expect(reminders.map(({ at }) => at.toISOString().slice(0, 16))).toEqual(expected);
});

describe('a payment', () => {
  let app: TestApp;
  let head: Caller;
  let payerId: string;
  beforeAll(async () => {
    app = await startApp();
    head = await app.as('community-head@demo.munadi');
    const [payer] = await app.sql<{ id: string }>(`SELECT id FROM users WHERE name = 'Meera Patel'`);
    payerId = payer!.id;
  });
  beforeEach(async () => {
    await app.sql('TRUNCATE payments, domain_events, messages, notifications, deliveries');
    await app.sql(`UPDATE users SET timezone = 'Asia/Kolkata' WHERE id = $1`, [payerId]);
  });

  async function asked(dueAt?: string): Promise<string> {
    const payment = { payerId, purpose: 'Hall', amount: 100, currency: 'INR', dueAt };
    const { status, body } = await head.post<PaymentView>('/api/payments', payment);
    expect(status).toBe(201);
    return body.id;
  }
  const planned = async () =>
    (
      await app.sql<{ at: Date }>(
        `SELECT due_at AS at FROM domain_events WHERE name = 'payment.due' AND relayed_at IS NULL ORDER BY due_at`,
      )
    ).map(({ at }) => at.toISOString());
  const due = () =>
    app.sql(
      `SELECT FROM messages JOIN notifications ON message_id = messages.id WHERE declaration = 'payment-due'`,
    );

  it('is reminded of three days before and on the morning of its day, where the payer lives', async () => {
    await asked('2030-12-31T20:00:00Z');
    // There it is the first of January.
    expect(await planned()).toEqual(['2030-12-28T20:00:00.000Z', '2030-12-31T19:00:00.000Z']);
    await app.sql(`UPDATE users SET timezone = 'Middle/Earth' WHERE id = $1`, [payerId]);
    await app.sql('TRUNCATE domain_events');
    await asked('2030-12-31T20:00:00Z');
    expect(await planned()).toEqual(['2030-12-28T20:00:00.000Z', '2030-12-31T09:00:00.000Z']);
    await app.sql(
      `UPDATE domain_events SET due_at = now() WHERE id = (SELECT id FROM domain_events WHERE name = 'payment.due' ORDER BY due_at LIMIT 1)`,
    );
    await eventually(async () => expect(await due()).toHaveLength(1));
    await eventually(async () => expect(await planned()).toHaveLength(1));
  });

  it('that is received is reminded of no more', async () => {
    const id = await asked('2030-12-31T20:00:00Z');
    const other = await asked('2030-12-31T20:00:00Z');
    expect((await head.post(`/api/payments/${id}/receive`)).status).toBe(200);
    const left = await app.sql(
      `SELECT DISTINCT payload ->> 'paymentId' AS id FROM domain_events WHERE name = 'payment.due'`,
    );
    expect(left).toEqual([{ id: other }]);
  });

  it('without a day has no reminder', async () => {
    await asked();
    expect(await planned()).toEqual([]);
  });
});
