import { Logger } from '@nestjs/common';
import { beforeAll, describe, expect, it } from 'vitest';
import { Catalog } from '../../src/notifications/catalog/catalog.js';
import type { Declaration } from '../../src/notifications/catalog/declare.js';
import { Database } from '../../src/platform/database/database.js';
import { Events } from '../../src/platform/events/events.js';
import { Relay } from '../../src/platform/events/relay.js';
import type { Problem } from '../../src/platform/http/problem.js';
import { startApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { idOf } from '../support/notify.js';

const PATIENCE = { timeout: 15_000 };
const MEMBER = 'member@demo.munadi';
const HEAD = 'family-head@demo.munadi';
const ERASED = 'rajendra.sharma@demo.munadi';

let app: TestApp;
/** Nothing is wrong with them: the first and the last of the batch, and what else is told of the broken text's event. */
const NEIGHBOURS = [
  [MEMBER, 'Before all'],
  [HEAD, 'Meera Patel has paid'],
  [MEMBER, 'After all'],
] as const;

// It fails here on purpose.
Logger.overrideLogger(false);

const approved = (title: string, organizerId: string) => ({
  eventId: crypto.randomUUID(),
  title,
  startsAt: '2030-11-08T13:00:00.000Z',
  location: null,
  organizerId,
  approvedById: crypto.randomUUID(),
  approvedByName: 'Asha Mehta',
});
const asked = (question: string, memberId: string, dueAt: string) => ({
  requestId: crypto.randomUUID(),
  question,
  memberId,
  requestedById: crypto.randomUUID(),
  requestedByName: 'Harish Patel',
  dueAt,
});

/** From now on its texts name what its values do not hold. */
function breakText(name: string): void {
  const declared = app.nest.get(Catalog).declarations as Declaration[];
  declared.find((each) => each.name === name)!.values = () => ({ purpose: 'Hall' });
}

/** In one transaction, so that a relay takes all of it at once. */
beforeAll(async () => {
  app = await startApp();
  breakText('payment-received');
  const [member, head, erased] = await Promise.all([MEMBER, HEAD, ERASED].map((email) => idOf(app, email)));
  const [group] = await app.sql<{ id: string }>(
    `INSERT INTO groups (name, kind) VALUES ('Nobody', 'GOTRA') RETURNING id`,
  );
  await app.sql('UPDATE users SET erased_at = now() WHERE id = $1', [erased]);

  const events = app.nest.get(Events);
  await app.nest.get(Database).transaction(async (sql) => {
    await events.emit(sql, 'event.approved', approved('Before all', member!));
    await events.emit(sql, 'payment.received', {
      paymentId: crypto.randomUUID(),
      purpose: 'Hall',
      amount: 125_050,
      currency: 'INR',
      payerId: member!,
      payerName: 'Meera Patel',
      createdById: head!,
      receivedById: crypto.randomUUID(),
      receivedByName: 'Asha Mehta',
      receivedAt: '2026-11-08T13:00:00.000Z',
    });
    const { title: _missing, ...incomplete } = approved('', member!);
    // `emit` would refuse it. A row may be older than the map, or a host's own.
    await sql.query(`INSERT INTO domain_events (name, payload) VALUES ('event.approved', $1)`, [incomplete]);
    await events.emit(sql, 'event.approved', approved('For somebody erased', erased!));
    await events.emit(sql, 'emergency.alert', {
      alertId: crypto.randomUUID(),
      headline: 'For an empty group',
      instructions: 'Stay inside.',
      groupIds: [group!.id],
      userIds: [],
      raisedByName: 'Asha Mehta',
      validUntil: null,
    });
    await events.emit(sql, 'status.update-requested', asked('Too late?', head!, '2020-01-01T00:00:00.000Z'));
    await events.emit(sql, 'status.update-requested', asked('In time?', head!, '3000-01-01T00:00:00.000Z'));
    await events.emit(sql, 'event.approved', approved('After all', member!));
  });
});

interface Delivered {
  title: string;
  message: string;
  channels: { channel: string; status: string }[];
}

/** What somebody's feed has by that name or text, once it has gone out by every channel that reaches them. */
const delivered = (email: string, title: string) =>
  eventually(async () => {
    const { body } = await (await app.as(email)).get<Delivered[]>('/api/notifications');
    const item = body.find((each) => each.title.includes(title) || each.message.includes(title));
    expect(item?.channels).toContainEqual({ channel: 'IN_APP', status: 'DELIVERED' });
    const ended = ['SENT', 'DELIVERED', 'SUPPRESSED'];
    expect(item?.channels.filter(({ status }) => !ended.includes(status))).toEqual([]);
    return item!;
  }, PATIENCE);

/** The message of a fact, found by a word of the fact; a declaration tells two of one fact apart. */
const messageOf = (word: string, declaration?: string) =>
  eventually(async () => {
    const [message] = await app.sql<{ id: string; state: string; error: string | null }>(
      `SELECT messages.id, state, messages.error, recipient_count AS "recipientCount"
         FROM messages JOIN domain_events ON domain_events.id = event_id
        WHERE payload::text LIKE '%' || $1 || '%' AND ($2::text IS NULL OR declaration = $2)`,
      [word, declaration ?? null],
    );
    expect(message).toBeDefined();
    return message!;
  }, PATIENCE);

const deliveriesOf = async (messageId: string) =>
  await app.sql<{ channel: string; status: string; reason: string | null; code: string | null }>(
    `SELECT channel::text, status, reason, error_code AS code, error FROM deliveries
      WHERE message_id = $1 ORDER BY channel`,
    [messageId],
  );

it('all of it was relayed at once, but for what nobody could read', async () => {
  const batch = await eventually(async () => {
    const rows = await app.sql<{ relayedAt: Date | null }>(
      'SELECT relayed_at AS "relayedAt" FROM domain_events ORDER BY id',
    );
    expect(rows.filter(({ relayedAt }) => relayedAt !== null)).toHaveLength(7);
    return rows.map(({ relayedAt }) => relayedAt?.getTime());
  }, PATIENCE);
  expect(new Set(batch)).toEqual(new Set([undefined, batch[0]]));
  expect(batch[2]).toBeUndefined();
});

it.each(NEIGHBOURS)('%s gets their neighbour “%s”', async (email, title) => {
  await delivered(email, title);
});

it('a text that cannot be filled fails by name, and is a dead letter', async () => {
  const { id } = await messageOf('Hall', 'payment-received');
  const failed = {
    status: 'FAILED',
    code: 'WORDING',
    error: expect.stringMatching(/^The texts of payment-received cannot be filled: /),
  };
  await eventually(async () => {
    expect(await deliveriesOf(id)).toMatchObject([
      { channel: 'EMAIL', ...failed },
      { channel: 'IN_APP', ...failed },
    ]);
  }, PATIENCE);
  const admin = await app.as('admin@demo.munadi');
  const { body } = await admin.get<object[]>(`/api/admin/dead-letters?messageId=${id}`);
  expect(body).toHaveLength(2);
});

it('a payload without a field is tried again, given up, and says which field', async () => {
  const found = async () => {
    const [row] = await app.sql<{ error: string; attempts: number; failedAt: Date | null }>(
      `SELECT error, attempts, failed_at AS "failedAt" FROM domain_events WHERE NOT payload ? 'title' AND name = 'event.approved'`,
    );
    return row;
  };
  await eventually(async () => expect((await found())?.error).toMatch(/title/), PATIENCE);
  expect(await found()).toMatchObject({ failedAt: null });
  await app.sql(
    `UPDATE domain_events SET attempts = 7, due_at = now() WHERE NOT payload ? 'title' AND name = 'event.approved'`,
  );
  app.nest.get(Relay).wake();
  await eventually(async () => {
    expect(await found()).toMatchObject({ attempts: 8, failedAt: expect.any(Date) });
  }, PATIENCE);
  expect((await found())?.error).toMatch(/title/);
});

it.each(['For somebody erased', 'For an empty group'])('a message %s ends with nobody told', async (word) => {
  const message = await messageOf(word);
  expect(message).toMatchObject({
    state: 'COMPLETED',
    error: 'Nobody belongs to the audience.',
    recipientCount: 0,
  });
  expect(await deliveriesOf(message.id)).toEqual([]);
  const admin = await app.as('admin@demo.munadi');
  const { body } = await admin.get<{ error: string }>(`/api/messages/${message.id}`);
  expect(body.error).toBe('Nobody belongs to the audience.');
});

describe('a due time', () => {
  it('in the past has expired on every channel, and stays in the feed', async () => {
    const deliveries = await deliveriesOf((await messageOf('Too late?')).id);
    expect(deliveries.length).toBeGreaterThan(0);
    // Who has no device is not reached by push anyway.
    const reasons = deliveries.map(({ status, reason }) => `${status} ${reason}`);
    expect(reasons.every((each) => ['SUPPRESSED EXPIRED', 'SUPPRESSED NO_ADDRESS'].includes(each))).toBe(
      true,
    );
    expect(deliveries.find(({ channel }) => channel === 'EMAIL')).toMatchObject({ reason: 'EXPIRED' });
    const head = await app.as(HEAD);
    const { body } = await head.get<Delivered[]>('/api/notifications');
    expect(body.some(({ message }) => message.startsWith('Too late?'))).toBe(true);
  });

  it('in the year 3000 is one like any other', async () => {
    const { message } = await delivered(HEAD, 'In time?');
    expect(message).toContain('3000');
  });

  it.each(['2020-01-01T00:00:00Z', '3000-01-01T00:00:00Z'])(
    'is refused where somebody asks for it: %s',
    async (scheduledFor) => {
      const head = await app.as(HEAD);
      const count = async () =>
        (await app.sql<{ n: number }>('SELECT count(*)::int AS n FROM messages'))[0]?.n;
      const before = await count();
      const { status, body } = await head.post<Problem>('/api/notifications', {
        type: 'ANNOUNCEMENT',
        channel: 'IN_APP',
        message: 'At some time',
        targetRole: 'MEMBER',
        scheduledFor,
      });
      expect([status, body.type]).toEqual([422, 'urn:munadi:problem:schedule-out-of-range']);
      expect(body.errors).toEqual([{ path: 'scheduledFor', message: expect.any(String) }]);
      expect(await count()).toBe(before);
    },
  );
});
