import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import { eventually } from '../../../test/support/eventually.js';
import { idOf, notify, statuses } from '../../../test/support/notify.js';
import type { Problem } from '../../platform/http/problem.js';
import type { DeliveryStatusView } from './delivery-status.dto.js';
import type { ExplainView } from './explain.dto.js';

const MEMBER = 'member@demo.munadi';

let app: TestApp;
let member: Caller;
beforeAll(async () => {
  app = await startApp();
  member = await app.as(MEMBER);
});
beforeEach(() => app.sql('TRUNCATE attempts, deliveries, notifications, messages, preferences'));

const statusOf = async (id: string, caller = member) =>
  (await caller.get<DeliveryStatusView>(`/api/notifications/${id}/delivery-status`)).body;
const explained = async (id: string, caller = member) =>
  (await caller.get<ExplainView>(`/api/notifications/${id}/explain`)).body;
const codes = (story: ExplainView, channel: string) =>
  story.channels.find((each) => each.channel === channel)?.steps.map(({ code }) => code);

/** In the app at once, SMS after 10 minutes, email after 40; the member has no device. */
const escalating = () => notify(app, MEMBER, { channels: ['IN_APP', 'EMAIL', 'SMS', 'PUSH'] });

describe('the delivery status', () => {
  it('tells what became of each channel', async () => {
    const one = await escalating();
    await eventually(async () => expect(await statuses(app, one)).toMatchObject({ IN_APP: 'DELIVERED' }));
    const { notification, deliveries } = await statusOf(one.id);
    expect(notification).toEqual({
      id: one.id,
      message: 'The hall is open.',
      read: false,
      deliveryStrategy: 'ESCALATION',
      priority: 'LOW',
      createdAt: notification.createdAt,
    });
    expect(deliveries.map(({ channel, status, reason }) => [channel, status, reason])).toEqual([
      ['IN_APP', 'DELIVERED', null],
      ['EMAIL', 'SCHEDULED', null],
      ['PUSH', 'SUPPRESSED', 'NO_ADDRESS'],
      ['SMS', 'SCHEDULED', null],
    ]);
    const [inApp, email] = deliveries;
    expect(inApp).toEqual({
      id: inApp?.id,
      channel: 'IN_APP',
      status: 'DELIVERED',
      attemptCount: 1,
      scheduledFor: null,
      digestClosesAt: null,
      sentAt: inApp?.sentAt,
      deliveredAt: inApp?.deliveredAt,
      error: null,
      reason: null,
      provider: 'in-app',
      cost: null,
    });
    expect(inApp?.deliveredAt).not.toBeNull();
    const minutes = Date.parse(String(email?.scheduledFor)) - Date.parse(String(notification.createdAt));
    expect(Math.round(minutes / 60_000)).toBe(40);
  });

  it('still says when something was to leave that was cancelled', async () => {
    const one = await escalating();
    const before = (await statusOf(one.id)).deliveries.find(({ channel }) => channel === 'SMS');
    await member.post(`/api/notifications/${one.id}/read`);
    const { notification, deliveries } = await statusOf(one.id);
    expect(notification.read).toBe(true);
    const sms = deliveries.find(({ channel }) => channel === 'SMS');
    expect(sms).toMatchObject({ status: 'CANCELLED', attemptCount: 0 });
    expect(Date.parse(String(sms?.scheduledFor))).toBe(Date.parse(String(before?.scheduledFor)));
  });
});

describe('explaining', () => {
  it('tells the whole story of an event', async () => {
    const [event] = await app.sql<{ id: string }>(
      `INSERT INTO domain_events (name, payload, relayed_at) VALUES ('event.approved', '{}', now()) RETURNING id`,
    );
    const one = await notify(app, MEMBER, {
      type: 'EVENT_APPROVAL',
      cause: { origin: 'EVENT', eventId: event?.id ?? '', declaration: 'event-approved' },
      strategy: undefined,
      content: undefined,
      values: { title: 'Kite day', startsAt: '2030-11-08T13:30:00Z', location: '', approvedByName: 'Asha' },
    });
    await eventually(async () => {
      expect(await statuses(app, one)).toEqual({ IN_APP: 'DELIVERED', EMAIL: 'SENT' });
    });
    const story = await explained(one.id);
    expect(story.notification).toMatchObject({
      id: one.id,
      type: 'EVENT_APPROVAL',
      title: '“Kite day” is approved',
      lane: 'important',
      read: false,
    });
    expect(story.steps.map(({ text }) => text)).toEqual([
      'event.approved happened, for which event-approved is declared.',
      'It was for one person by name: 1 person.',
      'Its priority is HIGH, as for every EVENT_APPROVAL.',
      'It goes by the lane important, as everything that is HIGH.',
      'It goes by all channels at once.',
      'It came into the feed.',
    ]);
    expect(codes(story, 'EMAIL')).toEqual(['PLANNED_AT_ONCE', 'ATTEMPT_SENT', 'SENT']);
    expect(story.channels[0]?.summary).toBe('It was delivered through in-app.');
  });

  it('knows the event by its declaration when the outbox has forgotten it', async () => {
    const one = await notify(app, MEMBER, {
      cause: { origin: 'EVENT', eventId: randomUUID(), declaration: 'event-approved' },
    });
    expect((await explained(one.id)).steps[0]?.detail).toEqual({
      event: 'event.approved',
      declaration: 'event-approved',
    });
  });

  it('names the groups of an audience, and nobody in it', async () => {
    const [group] = await app.sql<{ id: string; name: string }>(
      `SELECT groups.id, name FROM groups JOIN group_members ON group_id = groups.id
        WHERE kind = 'FAMILY' AND user_id = $1`,
      [await idOf(app, MEMBER)],
    );
    const one = await notify(app, MEMBER, { audience: { include: [{ group: group?.id ?? '' }] } });
    const { steps } = await explained(one.id);
    expect(steps.find(({ code }) => code === 'AUDIENCE')?.text).toMatch(
      new RegExp(`^It was for everybody of ${group?.name}: \\d+ people\\.$`),
    );
    expect(steps[0]?.text).toBe('Nikhil Rao sent it.');
  });

  it('tells of what waits, is cancelled, not wanted or has nowhere to go', async () => {
    await member.patch('/api/notifications/preferences', { sms: false });
    const one = await escalating();
    const before = await explained(one.id);
    expect(codes(before, 'EMAIL')).toEqual(['PLANNED_FOR_STEP', 'WAITING']);
    expect(codes(before, 'SMS')).toEqual(['SUPPRESSED_PREFERENCE_OFF']);
    expect(codes(before, 'PUSH')).toEqual(['SUPPRESSED_NO_ADDRESS']);
    await member.post(`/api/notifications/${one.id}/read`);
    expect(codes(await explained(one.id), 'EMAIL')).toEqual(['PLANNED_FOR_STEP', 'CANCELLED_BECAUSE_READ']);
    await member.post(`/api/notifications/${one.id}/unread`);
    expect(codes(await explained(one.id), 'EMAIL')).toEqual(['PLANNED_FOR_STEP', 'CANCELLED_BEFORE_UNREAD']);
  });

  it('tells quiet hours from a step that waits', async () => {
    const ofDay = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 16);
    await member.patch('/api/notifications/preferences', {
      timezone: 'UTC',
      quietHours: { start: ofDay(-1), end: ofDay(2) },
    });
    const one = await notify(app, MEMBER, { channels: ['EMAIL', 'SMS'] });
    const story = await explained(one.id);
    expect(codes(story, 'SMS')).toEqual(['HELD_BY_QUIET_HOURS', 'WAITING']);
    expect(codes(story, 'EMAIL')).toEqual(['PLANNED_FOR_STEP', 'WAITING']);
  });

  it('tells each attempt, and of a worker that was lost', async () => {
    const one = await notify(app, MEMBER, { channels: ['EMAIL'] });
    const [delivery] = await app.sql<{ id: string }>('SELECT id FROM deliveries');
    await app.sql(`UPDATE deliveries SET status = 'UNKNOWN', attempt = 2, error_code = 'LOST'`);
    await app.sql(
      `INSERT INTO attempts (message_id, delivery_id, number, provider, outcome, error_code, error, started_at)
       VALUES ($1, $2, 1, 'smtp', 'RETRY', 'SMTP_451', 'busy', now()), ($1, $2, 2, 'unknown', 'UNKNOWN', 'LOST', NULL, now())`,
      [one.messageId, delivery?.id],
    );
    const story = await explained(one.id);
    expect(codes(story, 'EMAIL')).toEqual([
      'PLANNED_FOR_STEP',
      'ATTEMPT_FAILED',
      'WORKER_LOST',
      'OUTCOME_UNKNOWN',
    ]);
    expect(story.channels[0]).toMatchObject({ status: 'UNKNOWN', reason: null });
  });
});

describe('looking into a notification', () => {
  const PATHS = ['delivery-status', 'explain'] as const;

  it.each([
    [MEMBER, 200],
    ['admin@demo.munadi', 200],
    ['family-head@demo.munadi', 200],
    ['gotra-head@demo.munadi', 200],
    ['community-head@demo.munadi', 200],
  ])('%s may', async (email, expected) => {
    const one = await notify(app, MEMBER);
    const caller = await app.as(email);
    for (const path of PATHS) {
      expect((await caller.get(`/api/notifications/${one.id}/${path}`)).status).toBe(expected);
    }
  });

  it('whoever has sent it may, and sees no more of it elsewhere', async () => {
    const one = await notify(app, 'admin@demo.munadi', {
      cause: { origin: 'MEMBER', senderId: await idOf(app, MEMBER) },
    });
    expect((await statusOf(one.id)).notification.id).toBe(one.id);
    expect((await member.get(`/api/notifications/${one.id}`)).status).toBe(404);
  });

  it('nobody else may, and hears only that it is not there', async () => {
    const one = await notify(app, 'family-head@demo.munadi');
    const strangers = await notify(app, 'community-head@demo.munadi');
    const gotraHead = await app.as('gotra-head@demo.munadi');
    for (const path of PATHS) {
      const answers = await Promise.all([
        member.get<Problem>(`/api/notifications/${one.id}/${path}`),
        gotraHead.get<Problem>(`/api/notifications/${strangers.id}/${path}`),
        member.get<Problem>(`/api/notifications/01937b6e-7c00-7000-8000-000000000001/${path}`),
        member.get<Problem>(`/api/notifications/no-id/${path}`),
      ]);
      for (const { status, body } of answers) {
        expect([status, body.detail]).toEqual([404, 'You have no such notification.']);
      }
    }
  });
});
