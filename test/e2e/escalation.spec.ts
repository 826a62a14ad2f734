import { beforeAll, expect, it } from 'vitest';
import type { EscalationStep } from '../../src/notifications/escalation.js';
import type { AcceptedView } from '../../src/notifications/sending/accepted.view.js';
import type { ExplainView } from '../../src/feed/story/explain.dto.js';
import { startApp, type TestApp } from '../support/app.js';
import { describeOnEachBackend } from '../support/backends.js';
import { eventually } from '../support/eventually.js';
import { idOf } from '../support/notify.js';

const MEMBER = 'member@demo.munadi';
const HEAD = 'family-head@demo.munadi';
const patience = { timeout: 30_000, every: 50 };

const steps = (sms: number, email: number): EscalationStep[] => [
  { channel: 'SMS', afterSeconds: sms },
  { channel: 'EMAIL', afterSeconds: email },
];

describeOnEachBackend('an escalation, with two replicas', (backend) => {
  let app: TestApp;
  let other: TestApp;
  beforeAll(async () => {
    const environment = await backend.environment();
    app = await startApp(environment);
    other = await startApp(environment);
    await app.sql(
      `UPDATE users SET phone = '+1201555' || lpad((random() * 9999)::int::text, 4, '0') WHERE phone IS NULL`,
    );
  });

  /** The family's head says something to these; what comes back is the message's id. */
  const say = async (to: string[], escalation: EscalationStep[]): Promise<string> => {
    const { status, body } = await (
      await app.as(HEAD)
    ).post<AcceptedView>('/api/notifications', {
      type: 'ANNOUNCEMENT',
      channels: ['IN_APP', 'SMS', 'EMAIL'],
      message: 'The hall is open.',
      recipientIds: await Promise.all(to.map((email) => idOf(app, email))),
      escalation: { steps: escalation },
    });
    expect([status, body.data?.strategy]).toEqual([202, 'ESCALATION']);
    return body.data.eventId;
  };
  /** What has become of somebody's channels. */
  const states = async (messageId: string, email: string) => {
    const rows = await app.sql<{ channel: string; status: string }>(
      `SELECT channel, status FROM deliveries JOIN notifications ON notifications.id = notification_id
        WHERE deliveries.message_id = $1 AND user_id = $2`,
      [messageId, await idOf(app, email)],
    );
    return Object.fromEntries(rows.map(({ channel, status }) => [channel, status]));
  };
  const until = (messageId: string, email: string, expected: Record<string, string>) =>
    eventually(async () => expect(await states(messageId, email)).toMatchObject(expected), patience);
  const feedItem = async (messageId: string, email: string) => {
    const rows = await app.sql<{ id: string }>(
      'SELECT id FROM notifications WHERE message_id = $1 AND user_id = $2',
      [messageId, await idOf(app, email)],
    );
    return rows[0]!.id;
  };

  it('goes on in turn for who does not read, and stops where somebody has', { timeout: 60_000 }, async () => {
    const [patient, brisk] = await Promise.all([
      say([MEMBER, HEAD], steps(1, 5)),
      say(['hetal.patel@demo.munadi', 'jignesh.patel@demo.munadi'], steps(1, 2)),
    ]);
    await until(patient, MEMBER, { IN_APP: 'DELIVERED', SMS: 'SENT', EMAIL: 'SCHEDULED' });
    const id = await feedItem(patient, MEMBER);
    expect((await (await other.as(MEMBER)).post(`/api/notifications/${id}/read`)).status).toBe(200);
    expect(await states(patient, MEMBER)).toMatchObject({ SMS: 'SENT', EMAIL: 'CANCELLED' });

    const all = { IN_APP: 'DELIVERED', SMS: 'SENT', EMAIL: 'SENT' };
    await until(patient, HEAD, all);
    await until(brisk, 'hetal.patel@demo.munadi', all);
    await until(brisk, 'jignesh.patel@demo.munadi', all);
    // By now the email would have left that reading has stopped.
    expect(await states(patient, MEMBER)).toMatchObject({ EMAIL: 'CANCELLED' });

    const times = await app.sql<{ channel: string; delay: number; after: number }>(
      `SELECT channel, min(extract(epoch FROM ready_at - messages.created_at)::float8) AS delay,
              min(extract(epoch FROM sent_at - messages.created_at)::float8) AS after
         FROM deliveries JOIN messages ON messages.id = message_id
        WHERE message_id = $1 GROUP BY channel ORDER BY channel`,
      [brisk],
    );
    expect(times.map(({ channel }) => channel)).toEqual(['IN_APP', 'EMAIL', 'SMS']);
    for (const { delay, after } of times) expect(after).toBeGreaterThanOrEqual(delay - 0.01);
    expect(times.map(({ delay }) => Math.round(delay))).toEqual([0, 2, 1]);
    const twice = await app.sql('SELECT FROM sandbox_outbox GROUP BY delivery_id HAVING count(*) > 1');
    expect(twice).toEqual([]);
    expect(await app.sql('SELECT FROM sandbox_outbox')).toHaveLength(4 + 3);
  });

  it('goes on at once where a step is not to leave after all', { timeout: 60_000 }, async () => {
    const reader = 'tanvi.patel@demo.munadi';
    const message = await say([reader], steps(2, 3_600));
    // As a host does that writes into the table by itself: only the claim finds out.
    await app.sql(
      `INSERT INTO preferences (user_id, sms) VALUES ($1, false) ON CONFLICT (user_id) DO UPDATE SET sms = false`,
      [await idOf(app, reader)],
    );
    await until(message, reader, { IN_APP: 'DELIVERED', SMS: 'SUPPRESSED', EMAIL: 'SENT' });
    const { body } = await (
      await app.as(reader)
    ).get<ExplainView>(`/api/notifications/${await feedItem(message, reader)}/explain`);
    const email = body.channels.find(({ channel }) => channel === 'EMAIL');
    expect(email?.status).toBe('SENT');
    expect(email?.steps.map(({ code }) => code)).toEqual([
      'PLANNED_FOR_STEP',
      'STEP_MOVED_UP',
      'ATTEMPT_SENT',
      'SENT',
    ]);
  });
});
