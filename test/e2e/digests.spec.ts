import { beforeAll, beforeEach, expect, it } from 'vitest';
import { LOOK_AGAIN_SECONDS } from '../../src/delivery/digests/close-due.sql.js';
import type { TestApp } from '../support/app.js';
import { describeOnEachBackend } from '../support/backends.js';
import type { Caller } from '../support/caller.js';
import { eventually } from '../support/eventually.js';
import { notify, statuses, type Notified } from '../support/notify.js';

const MEMBER = 'member@demo.munadi';
const PREFERENCES = '/api/notifications/preferences';

interface Mail {
  subject: string;
  body: string;
}
interface Status {
  deliveries: { channel: string; status: string; digestClosesAt: string | null }[];
}
interface Explained {
  channels: { channel: string; summary: string; steps: { code: string }[] }[];
}

describeOnEachBackend('digests', (backend) => {
  let app: TestApp;
  let member: Caller;

  beforeAll(async () => {
    app = await backend.startApp();
    member = await app.as(MEMBER);
  });
  beforeEach(async () => {
    await app.sql('TRUNCATE digests, deliveries, notifications, messages, sandbox_outbox, preferences');
    await member.patch(PREFERENCES, { digest: 'HOURLY' });
  });

  const tell = (message: string) =>
    notify(app, MEMBER, { strategy: 'BROADCAST', content: { subject: message, message } });
  /** As if the hour were over; the clock of the running application does the rest. */
  const hourPasses = () => app.sql('UPDATE digests SET due_at = now() WHERE closed_at IS NULL');
  const mails = () =>
    app.sql<Mail>("SELECT subject, body FROM sandbox_outbox WHERE channel = 'EMAIL' ORDER BY id");
  const email = async (one: Notified) => (await statuses(app, one)).EMAIL;
  const explained = async ({ id }: Notified) => {
    const { body } = await member.get<Explained>(`/api/notifications/${id}/explain`);
    return body.channels.find(({ channel }) => channel === 'EMAIL');
  };

  it(
    'collect what comes within an hour, and say so meanwhile and afterwards',
    { timeout: 30_000 },
    async () => {
      const [one, two] = [await tell('one'), await tell('two')];
      const { body } = await member.get<Status>(`/api/notifications/${one.id}/delivery-status`);
      const waiting = body.deliveries.find(({ channel }) => channel === 'EMAIL');
      expect(waiting?.status).toBe('SCHEDULED');
      const inMinutes = (Date.parse(waiting?.digestClosesAt ?? '') - Date.now()) / 60_000;
      expect(Math.round(inMinutes)).toBe(60);
      expect((await explained(one))?.steps.map(({ code }) => code)).toEqual([
        'PLANNED_FOR_DIGEST',
        'WAITS_FOR_DIGEST',
      ]);

      await hourPasses();
      await eventually(async () => expect(await email(two)).toBe('SENT'), { timeout: 10_000 });
      const [mail, ...more] = await mails();
      expect(more).toEqual([]);
      expect(mail?.subject).toBe('2 new announcements');
      expect(mail?.body).toMatch(/one[^]*two/);
      expect((await explained(one))?.summary).toBe('It was sent in a digest of 2 through sandbox.');
    },
  );

  it('leave out what is read, called back or not wanted any more', { timeout: 30_000 }, async () => {
    const [read, called, kept] = [await tell('read'), await tell('called back'), await tell('kept')];
    await member.post(`/api/notifications/${read.id}/read`);
    const admin = await app.as('admin@demo.munadi');
    expect((await admin.post(`/api/messages/${called.messageId}/cancel`)).status).toBeLessThan(300);
    expect([await email(read), await email(called)]).toEqual(['CANCELLED', 'CANCELLED']);
    await hourPasses();
    await eventually(async () => expect(await email(kept)).toBe('SENT'), { timeout: 10_000 });
    expect(await mails()).toMatchObject([{ subject: 'kept' }]);

    const unwanted = await tell('unwanted');
    await member.patch(PREFERENCES, { types: { ANNOUNCEMENT: { email: false } } });
    expect(await email(unwanted)).toBe('SUPPRESSED PREFERENCE_OFF');
    await hourPasses();
    await eventually(
      async () => expect(await app.sql('SELECT FROM digests WHERE done_at IS NULL')).toEqual([]),
      {
        timeout: 10_000,
      },
    );
    expect(await mails()).toHaveLength(1);
  });

  it('keep their open window when their reader chooses anew', async () => {
    const one = await tell('one');
    await member.patch(PREFERENCES, { digest: 'WEEKLY', digestHour: 18, digestWeekday: 7 });
    const two = await tell('two');
    const digests = await app.sql<{ minutes: number }>(
      'SELECT round(extract(epoch FROM closes_at - now()) / 60)::int AS minutes FROM digests',
    );
    expect(digests).toEqual([{ minutes: 60 }]);
    await member.patch(PREFERENCES, { digest: 'INSTANT' });
    expect([await email(one), await email(two)]).toEqual(['SCHEDULED', 'SCHEDULED']);
  });

  it('go out although their hint was lost', { timeout: 30_000 }, async () => {
    const [one, two] = [await tell('one'), await tell('two')];
    // Closed by a process that died before it hinted, some time ago.
    await app.sql(
      `UPDATE digests SET closed_at = now() - make_interval(secs => $1), due_at = now() - interval '1 second'`,
      [LOOK_AGAIN_SECONDS],
    );
    await eventually(async () => expect(await email(two)).toBe('SENT'), { timeout: 10_000 });
    expect(await email(one)).toBe('SENT');
    expect(await mails()).toHaveLength(1);
  });
});
