import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import { idOf, notify, statuses } from '../../../test/support/notify.js';

const MEMBER = 'member@demo.munadi';

let app: TestApp;
let member: Caller;
beforeAll(async () => {
  app = await startApp();
  member = await app.as(MEMBER);
});
beforeEach(() => app.sql('TRUNCATE attempts, deliveries, notifications, messages, preferences'));

const patch = (body: unknown) => member.patch('/api/notifications/preferences', body);

describe('opting out', () => {
  const off = 'SUPPRESSED PREFERENCE_OFF';
  /** Nothing is sent here: it waits for its step, or for its retry in an hour. */
  const waiting = async (type: 'EVENT_REMINDER' | 'PAYMENT_RECEIPT' | 'ANNOUNCEMENT' = 'ANNOUNCEMENT') =>
    await notify(app, MEMBER, { type, channels: ['EMAIL', 'SMS'], strategy: 'ESCALATION' });

  it.each<[string, object, string, string]>([
    ['of a channel stops it', { email: false }, off, 'SCHEDULED'],
    ['of a type stops it there', { types: { ANNOUNCEMENT: { sms: false } } }, 'SCHEDULED', off],
    ['of another type does not', { types: { PAYMENT_DUE: { sms: false } } }, 'SCHEDULED', 'SCHEDULED'],
    [
      'of a channel but for the type does not',
      { email: false, types: { ANNOUNCEMENT: { email: true } } },
      'SCHEDULED',
      'SCHEDULED',
    ],
    ['of nothing does not', { locale: 'hi' }, 'SCHEDULED', 'SCHEDULED'],
  ])('%s', async (_what, given, email, sms) => {
    const one = await waiting();
    expect((await patch(given)).status).toBe(200);
    expect(await statuses(app, one)).toEqual({ EMAIL: email, SMS: sms });
  });

  it.each(['SCHEDULED', 'PENDING', 'RETRYING'])('stops what is %s', async (status) => {
    const one = await waiting();
    // In a batch that nobody was hinted at, so that no worker is faster.
    await app.sql('UPDATE deliveries SET status = $1::delivery_status, batch = 99 WHERE message_id = $2', [
      status,
      one.messageId,
    ]);
    await patch({ email: false });
    expect(await statuses(app, one)).toEqual({ EMAIL: off, SMS: status });
  });

  it.each(['SENDING', 'SENT', 'FAILED', 'CANCELLED', 'UNKNOWN'])(
    'leaves alone what is %s',
    async (status) => {
      const one = await waiting();
      await app.sql(
        `UPDATE deliveries SET status = $1::delivery_status, lease_until = now() + interval '1 hour' WHERE message_id = $2`,
        [status, one.messageId],
      );
      await patch({ email: false });
      expect(await statuses(app, one)).toEqual({ EMAIL: status, SMS: status });
    },
  );

  it('takes effect where a choice that had let it through is taken back', async () => {
    await patch({ email: false, types: { ANNOUNCEMENT: { email: true } } });
    const one = await waiting();
    await patch({ types: { ANNOUNCEMENT: null } });
    expect(await statuses(app, one)).toEqual({ EMAIL: off, SMS: 'SCHEDULED' });
  });

  it('does not stop what everybody gets', async () => {
    const receipt = await waiting('PAYMENT_RECEIPT');
    const reminder = await waiting('EVENT_REMINDER');
    await patch({ email: false, sms: false });
    expect(await statuses(app, receipt)).toEqual({ EMAIL: 'SCHEDULED', SMS: off });
    expect(await statuses(app, reminder)).toEqual({ EMAIL: off, SMS: off });
  });

  it('stops nothing of anybody else', async () => {
    const theirs = await notify(app, 'family-head@demo.munadi', { channels: ['EMAIL'] });
    await patch({ email: false });
    expect(await statuses(app, theirs)).toEqual({ EMAIL: 'SCHEDULED' });
  });

  it('brings nothing back when it is undone, and moves nothing for quiet hours', async () => {
    const one = await waiting();
    const due = () => app.sql('SELECT channel, due_at FROM deliveries ORDER BY channel');
    const before = await due();
    await patch({ email: false });
    await patch({ email: true, quietHours: { start: '00:00', end: '23:59' } });
    expect(await statuses(app, one)).toEqual({ EMAIL: off, SMS: 'SCHEDULED' });
    expect(await due()).toEqual(before);
  });

  it('waits for nobody who holds a delivery', async () => {
    const one = await waiting();
    const userId = await idOf(app, MEMBER);
    await Promise.all([
      patch({ email: false }),
      member.post('/api/notifications/read-all'),
      patch({ sms: false }),
      member.post(`/api/notifications/${one.id}/archive`),
    ]);
    const left = await app.sql(
      `SELECT FROM deliveries JOIN notifications ON notifications.id = notification_id
        WHERE user_id = $1 AND status = 'SCHEDULED'`,
      [userId],
    );
    expect(left).toEqual([]);
  });
});
