import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.js';
import { Database } from '../../platform/database/database.js';
import { decideFinish } from '../finish.js';
import { finishBatch } from '../finish.sql.js';
import type { KnownOutcome } from '../channels/provider.js';
import { applyReports } from './apply-reports.sql.js';
import type { Report } from './news.js';

const LEASE = '01937b6e-7c00-7000-8000-00000000abcd';

let database: Database;

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
});
afterAll(() => database.onApplicationShutdown());
beforeEach(() => database.query('TRUNCATE attempts, deliveries, notifications, messages'));

interface Row {
  id: string;
  message_id: string;
  notification_id: string;
}

/** So many deliveries of a message, in one state. */
async function deliveries(columns: Record<string, string>, count = 1): Promise<Row[]> {
  const rows = await database.query<Row>(
    `WITH said AS (
       INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state)
       VALUES ('GENERIC', 'EVENT', '{}', '{SMS}', 'HIGH', 'important', 'BROADCAST', 'COMPLETED') RETURNING id
     ), noted AS (
       INSERT INTO notifications (message_id) SELECT id FROM said, generate_series(1, $1) RETURNING message_id, id
     )
     INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, attempt, ready_at, due_at)
     SELECT message_id, id, 'SMS', 'important', 'PENDING', 0, 1, now() - interval '1 hour', now() - interval '1 hour'
       FROM noted RETURNING id, message_id, notification_id`,
    [count],
  );
  const set = Object.entries(columns).map(([column, value]) => `${column} = ${value}`);
  await database.query(`UPDATE deliveries SET ${set.join(', ')}`);
  return rows;
}

const SENDING = {
  status: "'SENDING'",
  lease_token: `'${LEASE}'`,
  lease_until: "now() + interval '1 minute'",
};
const SENT = {
  status: "'SENT'",
  provider: "'twilio'",
  provider_message_id: "'SM1'",
  sent_at: "now() - interval '1 minute'",
  cost: '7',
};

const report = (told: Report['told'], over: Partial<Report> = {}): Report => ({
  told,
  providerMessageId: 'SM1',
  deliveryId: null,
  at: null,
  ...(told === 'FAILED' && { code: 'TWILIO_30003', error: 'Unreachable' }),
  ...over,
});
const apply = (...reports: Report[]) => applyReports(database, ['twilio'], reports);
const now = async () =>
  (
    await database.query(
      'SELECT status, provider, provider_message_id, error_code, cost, lease_token FROM deliveries',
    )
  )[0];

/** What the worker records when its provider has answered. */
const finish = (row: Row, outcome: KnownOutcome) =>
  finishBatch(database, LEASE, 5, [
    {
      delivery: {
        messageId: row.message_id,
        notificationId: row.notification_id,
        channel: 'SMS',
        attempt: 1,
      },
      provider: 'twilio',
      finish: decideFinish(outcome, { tries: 0, retryDelaysMs: [1_000] }),
      cost: outcome.kind === 'sent' ? 7 : undefined,
    },
  ]);

describe('a report', () => {
  it.each([
    ['SENT', 'DELIVERED', 'DELIVERED'],
    ['SENT', 'FAILED', 'FAILED'],
    ['SENT', 'SENT', 'SENT'],
    ['DELIVERED', 'SENT', 'DELIVERED'],
    ['DELIVERED', 'FAILED', 'DELIVERED'],
    ['FAILED', 'SENT', 'FAILED'],
    // It was said to be lost, and arrived.
    ['FAILED', 'DELIVERED', 'DELIVERED'],
    ['UNKNOWN', 'SENT', 'SENT'],
    ['UNKNOWN', 'DELIVERED', 'DELIVERED'],
    ['UNKNOWN', 'FAILED', 'FAILED'],
    ['CANCELLED', 'DELIVERED', 'CANCELLED'],
    ['SUPPRESSED', 'DELIVERED', 'SUPPRESSED'],
    ['PENDING', 'DELIVERED', 'PENDING'],
    ['RETRYING', 'DELIVERED', 'RETRYING'],
    ['SCHEDULED', 'FAILED', 'SCHEDULED'],
  ] as const)('of what is %s that it is %s makes it %s', async (before, told, after) => {
    await deliveries({ ...SENT, status: `'${before}'` });
    await apply(report(told));
    expect(await now()).toMatchObject({ status: after, cost: 7 });
  });

  it('leads to the same end in whatever order, together or one by one, and however often', async () => {
    const [sent, failed, delivered] = [report('SENT'), report('FAILED'), report('DELIVERED')];
    const orders = [
      [sent, failed, delivered],
      [sent, delivered, failed],
      [failed, sent, delivered],
      [failed, delivered, sent],
      [delivered, sent, failed],
      [delivered, failed, sent],
    ];
    for (const order of orders) {
      for (const together of [true, false]) {
        await database.query('TRUNCATE deliveries, notifications, messages');
        await deliveries(SENT);
        const calls = together ? [[...order, ...order]] : [...order, ...order].map((each) => [each]);
        await calls.reduce((before, each) => before.then(() => apply(...each)), Promise.resolve<unknown>(0));
        expect(await now()).toMatchObject({ status: 'DELIVERED', error_code: null });
      }
    }
  });

  it('twice at once counts once', async () => {
    await deliveries(SENT);
    const both = await Promise.all([
      apply(report('FAILED')),
      apply(report('FAILED')),
      apply(report('FAILED')),
    ]);
    expect(both.reduce((sum, { moved }) => sum + moved, 0)).toBe(1);
    expect(both.flatMap(({ failed }) => failed)).toHaveLength(1);
  });

  it('of a delivery that is not ours, or of another provider, changes nothing', async () => {
    await deliveries(SENT);
    expect(await apply(report('DELIVERED', { providerMessageId: 'SM2' }))).toMatchObject({
      known: 0,
      moved: 0,
    });
    expect(await applyReports(database, ['msg91'], [report('DELIVERED')])).toMatchObject({
      known: 0,
      moved: 0,
    });
    expect(await now()).toMatchObject({ status: 'SENT' });
  });

  it('says when it arrived, but neither in the future nor before it was sent', async () => {
    const times = async (at: Date) => {
      await database.query('TRUNCATE deliveries, notifications, messages');
      await deliveries(SENT);
      await apply(report('DELIVERED', { at }));
      const [row] = await database.query<{ early: boolean; late: boolean; at: Date }>(
        'SELECT delivered_at < sent_at AS early, delivered_at > now() AS late, delivered_at AS at FROM deliveries',
      );
      expect(row).toMatchObject({ early: false, late: false });
      return row?.at;
    };
    const at = new Date(Date.now() - 20_000);
    expect(await times(at)).toEqual(at);
    await times(new Date(Date.now() + 3_600_000));
    await times(new Date(Date.now() - 9_999_999_000));
  });

  it('that something has failed makes it a dead letter of today', async () => {
    await deliveries({ ...SENT, due_at: "now() - interval '30 days'" });
    const { failed } = await apply(report('FAILED'));
    expect(failed).toMatchObject([
      { channel: 'SMS', cause: { errorCode: 'TWILIO_30003', provider: 'twilio' } },
    ]);
    const [dead] = await database.query(
      `SELECT error FROM deliveries WHERE due_at > now() - interval '1 minute'`,
    );
    expect(dead).toEqual({ error: 'Unreachable' });
  });

  it('of an earlier attempt, by another provider, counts only where that has arrived', async () => {
    const [row] = await deliveries({ ...SENDING, provider: "'msg91'", provider_message_id: 'NULL' });
    const about = { deliveryId: row?.id ?? null };
    await apply(report('FAILED', about), report('SENT', about));
    expect(await now()).toMatchObject({ status: 'SENDING' });
    await apply(report('DELIVERED', about));
    expect(await now()).toMatchObject({ status: 'DELIVERED' });
  });
});

describe('a report that is faster than the worker', () => {
  it.each(['SENT', 'FAILED', 'DELIVERED'] as const)(
    'that it is %s stands, and the worker adds the cost',
    async (told) => {
      const [row] = await deliveries(SENDING);
      if (!row) throw new Error('no delivery');
      await apply(report(told, { deliveryId: row.id }));
      expect(await now()).toMatchObject({ status: told, cost: null });
      expect(await finish(row, { kind: 'sent', providerMessageId: 'SM1' })).toMatchObject({ count: 1 });
      expect(await now()).toEqual({
        status: told,
        provider: 'twilio',
        provider_message_id: 'SM1',
        error_code: told === 'FAILED' ? 'TWILIO_30003' : null,
        cost: 7,
        lease_token: null,
      });
      expect(await database.query('SELECT outcome FROM attempts')).toEqual([{ outcome: 'SENT' }]);
      const [times] = await database.query(
        'SELECT sent_at IS NOT NULL AS sent, delivered_at >= sent_at AS ordered FROM deliveries',
      );
      expect(times).toEqual({ sent: true, ordered: told === 'DELIVERED' ? true : null });
    },
  );

  it('of an earlier attempt that has failed does not outdo what the worker knows of its own', async () => {
    const [row] = await deliveries(SENDING);
    if (!row) throw new Error('no delivery');
    await apply(report('FAILED', { deliveryId: row.id, providerMessageId: 'SM0' }));
    await finish(row, { kind: 'sent', providerMessageId: 'SM1' });
    expect(await now()).toMatchObject({ status: 'SENT', provider_message_id: 'SM1', error_code: null });
  });

  it('that it was taken keeps it from being sent again', async () => {
    const [row] = await deliveries(SENDING);
    if (!row) throw new Error('no delivery');
    await apply(report('SENT', { deliveryId: row.id }));
    await finish(row, { kind: 'retry', code: 'TWILIO_500', error: 'try later' });
    expect(await now()).toMatchObject({ status: 'SENT', provider_message_id: 'SM1', lease_token: null });
  });

  it('at the same moment as the worker ends as either would have', async () => {
    for (let round = 0; round < 20; round++) {
      await database.query('TRUNCATE attempts, deliveries, notifications, messages');
      const [row] = await deliveries(SENDING);
      if (!row) throw new Error('no delivery');
      await Promise.all([
        apply(report('DELIVERED', { deliveryId: row.id })),
        finish(row, { kind: 'sent', providerMessageId: 'SM1' }),
      ]);
      expect(await now()).toMatchObject({ status: 'DELIVERED', cost: 7, lease_token: null });
    }
  });

  it('decides what a worker that died has left in the dark', async () => {
    const [row] = await deliveries({ status: "'UNKNOWN'", error_code: "'LOST'" });
    await apply(report('DELIVERED', { deliveryId: row?.id ?? null }));
    expect(await now()).toMatchObject({
      status: 'DELIVERED',
      provider: 'twilio',
      provider_message_id: 'SM1',
      error_code: null,
    });
  });
});

describe('many reports', () => {
  it('of one digest move all that it told', async () => {
    const digest = '01937b6e-7c00-7000-8000-000000000009';
    await deliveries({ ...SENDING, channel: "'EMAIL'", digest_id: `'${digest}'` }, 3);
    const told = report('DELIVERED', { deliveryId: digest, providerMessageId: `<${digest}@localhost>` });
    expect(await applyReports(database, ['smtp', 'smtp-fallback'], [told])).toMatchObject({
      known: 1,
      moved: 3,
    });
    expect(await now()).toMatchObject({ status: 'DELIVERED', provider: null });
  });

  it('are one statement, however many, and two that tell the same do not get stuck', async () => {
    const rows = await deliveries({ ...SENT, provider_message_id: "'SM-' || id" }, 10_000);
    const reports = rows.map(({ id }, place) =>
      report(place % 10 === 0 ? 'FAILED' : 'DELIVERED', { providerMessageId: `SM-${id}` }),
    );
    const started = performance.now();
    const both = await Promise.all([apply(...reports), apply(...reports.toReversed())]);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(both.reduce((sum, { moved }) => sum + moved, 0)).toBe(10_000);
    expect(both.reduce((sum, { failed }) => sum + failed.length, 0)).toBe(1_000);
  });

  it('look nothing up by reading the whole table', async () => {
    await deliveries({ ...SENT, provider_message_id: "'SM-' || id" }, 20_000);
    await database.query('ANALYZE deliveries');
    const plan: string[] = [];
    const explaining = {
      async query<Row>(text: string, values?: unknown[]): Promise<Row[]> {
        const lines = await database.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values);
        plan.push(...lines.map((line) => line['QUERY PLAN']));
        return [];
      },
    };
    for (const count of [1, 10]) {
      const told = Array.from({ length: count }, () => report('DELIVERED', { deliveryId: LEASE }));
      await applyReports(explaining, ['twilio'], told);
    }
    // The partitions of other months are empty.
    expect(plan.filter((line) => /Seq Scan on deliveries.* rows=\d{3}/.test(line))).toEqual([]);
  });
});
