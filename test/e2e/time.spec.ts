import { beforeAll, expect, it } from 'vitest';
import type { AcceptedView } from '../../src/notifications/sending/accepted.view.js';
import type { TestApp } from '../support/app.js';
import { describeOnEachBackend } from '../support/backends.js';
import { idOf, notify, statuses, type Notified } from '../support/notify.js';
import { testTime, type TestTime } from '../support/time.js';

const MEMBER = 'member@demo.munadi';
const STEPS = ['IN_APP', 'SMS', 'EMAIL'] as const;

/** One time for all of them, in which one thing comes after the other. */
describeOnEachBackend('as time goes by', (backend) => {
  let app: TestApp;
  let time: TestTime;

  beforeAll(async () => {
    const environment = await backend.environment();
    time = await testTime(environment.DATABASE_URL ?? '');
    app = await backend.startApp(environment);
  });

  const escalate = () => notify(app, MEMBER, { channels: STEPS, strategy: 'ESCALATION' });

  /** The channels by which it has left, with the minutes since a moment. */
  async function left(
    { messageId }: Pick<Notified, 'messageId'>,
    since: Date,
  ): Promise<Record<string, number>> {
    const rows = await app.sql<{ channel: string; minutes: number }>(
      `SELECT channel, floor(extract(epoch FROM sent_at - $2) / 60)::int AS minutes FROM deliveries
        WHERE message_id = $1 AND status IN ('SENT', 'DELIVERED')`,
      [messageId, since],
    );
    return Object.fromEntries(rows.map(({ channel, minutes }) => [channel, minutes]));
  }

  /** Quiet from ten in the evening to seven in the morning. */
  async function livesIn(timezone: string): Promise<void> {
    const member = await app.as(MEMBER);
    const quietHours = { start: '22:00', end: '07:00' };
    expect((await member.patch('/api/notifications/preferences', { timezone, quietHours })).status).toBe(200);
  }

  /** When a clock on the wall there shows it next, after so many days. */
  async function next(wall: string, timezone: string, days = 0): Promise<Date> {
    const [row] = await app.sql<{ at: Date }>(
      `SELECT (day::date + $1::time) AT TIME ZONE $2 AS at
         FROM generate_series((now() AT TIME ZONE $2)::date + $3::int, (now() AT TIME ZONE $2)::date + $3::int + 1, '1 day') AS day
        WHERE (day::date + $1::time) AT TIME ZONE $2 > now() ORDER BY 1 LIMIT 1`,
      [wall, timezone, days],
    );
    return row!.at;
  }

  it('what is scheduled leaves at its moment', async () => {
    const at = new Date(Date.now() + 3 * 86_400_000);
    const { body } = await (
      await app.as('admin@demo.munadi')
    ).post<AcceptedView>('/api/notifications', {
      type: 'ANNOUNCEMENT',
      channels: ['IN_APP', 'EMAIL'],
      deliveryStrategy: 'BROADCAST',
      message: 'In three days.',
      recipientIds: [await idOf(app, MEMBER)],
      scheduledFor: at.toISOString(),
    });
    const message = { messageId: body.data.eventId };
    await time.until(new Date(at.getTime() - 5_000));
    expect(await left(message, at)).toEqual({});
    await time.until(at);
    expect(await left(message, at)).toEqual({ IN_APP: 0, EMAIL: 0 });
  });

  it('what nobody reads goes by SMS after ten minutes and by email after forty', async () => {
    const start = await time.now();
    const message = await escalate();
    await time.pass('9 minutes 50 seconds');
    expect(await left(message, start)).toEqual({ IN_APP: 0 });
    await time.pass('10 seconds');
    expect(await left(message, start)).toEqual({ IN_APP: 0, SMS: 10 });
    await time.pass('29 minutes 50 seconds');
    expect(await left(message, start)).toEqual({ IN_APP: 0, SMS: 10 });
    await time.pass('10 seconds');
    expect(await left(message, start)).toEqual({ IN_APP: 0, SMS: 10, EMAIL: 40 });
  });

  it('what is read after twenty minutes sends no email', async () => {
    const start = await time.now();
    const message = await escalate();
    await time.pass('20 minutes');
    expect(await left(message, start)).toEqual({ IN_APP: 0, SMS: 10 });
    const member = await app.as(MEMBER);
    expect((await member.patch(`/api/notifications/${message.id}/read`)).status).toBe(200);
    await time.pass('1 day');
    expect(await left(message, start)).toEqual({ IN_APP: 0, SMS: 10 });
    expect(await statuses(app, message)).toMatchObject({ EMAIL: 'CANCELLED' });
  });

  it('an SMS that falls into a night comes in the morning', async () => {
    await livesIn('Asia/Kolkata');
    const evening = await next('21:55', 'Asia/Kolkata');
    await time.until(evening);
    const message = await escalate();
    await time.pass('2 hours');
    expect(await left(message, evening)).toEqual({ IN_APP: 0, EMAIL: 40 });
    const nineHoursAndFive = 9 * 60 + 5;
    await time.until(new Date(evening.getTime() + nineHoursAndFive * 60_000 - 5_000));
    expect(await left(message, evening)).toEqual({ IN_APP: 0, EMAIL: 40 });
    await time.pass('5 seconds');
    expect(await left(message, evening)).toEqual({ IN_APP: 0, EMAIL: 40, SMS: nineHoursAndFive });
  });

  it.each<[string, string, string, number]>([
    ['to summer time, which is an hour shorter', 'America/New_York', '1 hour', 8 * 60 + 5],
    ['from summer time, which is an hour longer', 'Europe/Berlin', '-1 hour', 10 * 60 + 5],
  ])('and so in the night of the change %s', async (_which, timezone, change, minutes) => {
    await livesIn(timezone);
    const [row] = await app.sql<{ days: number }>(
      `SELECT min(days)::int AS days FROM generate_series(1, 366) AS days
        CROSS JOIN LATERAL (SELECT ((now() AT TIME ZONE $1)::date + days)::timestamp AS day) AS that
        WHERE day - (day AT TIME ZONE $1 + interval '1 day') AT TIME ZONE $1 + interval '1 day' = - $2::interval`,
      [timezone, change],
    );
    const evening = await next('21:55', timezone, row!.days - 1);
    await time.until(evening);
    const message = await escalate();
    await time.until(new Date(evening.getTime() + minutes * 60_000 - 5_000));
    expect(await left(message, evening)).toEqual({ IN_APP: 0, EMAIL: 40 });
    await time.pass('5 seconds');
    expect(await left(message, evening)).toEqual({ IN_APP: 0, EMAIL: 40, SMS: minutes });
  });
});
