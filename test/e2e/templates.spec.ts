import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Events } from '../../src/platform/events/events.js';
import { Database } from '../../src/platform/database/database.js';
import type { PreviewView, TemplateView, TestSentView } from '../../src/delivery/templates/templates.view.js';
import { startApp, type TestApp } from '../support/app.js';
import type { Caller } from '../support/caller.js';
import { testDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { idOf, notify, statuses } from '../support/notify.js';

const MEMBER = 'member@demo.munadi';
const EMAIL = '/api/templates/event-approved/EMAIL/en';
const SUBJECT = 'Go ahead: {title}';
const BODY = 'Well done! {approvedByName} looks forward to {title}.';

let app: TestApp;
/** Another process on the same database. */
let other: TestApp;
let admin: Caller;
let elsewhere: Caller;

beforeAll(async () => {
  const DATABASE_URL = (await testDatabase()).url;
  app = await startApp({ DATABASE_URL });
  other = await startApp({ DATABASE_URL, MUNADI_ROLE: 'api' });
  admin = await app.as('admin@demo.munadi');
  elsewhere = await other.as('admin@demo.munadi');
});

beforeEach(async () => {
  await app.sql("UPDATE users SET locale = 'en', timezone = 'UTC' WHERE email IN ($1, 'admin@demo.munadi')", [
    MEMBER,
  ]);
});

const save = async (at: string, text: { subject?: string | null; body: string }): Promise<number> => {
  const { status, body } = await admin.put<TemplateView>(at, text);
  expect([status, body]).toEqual([200, expect.anything()]);
  return body.versions[0]?.version ?? 0;
};
const publish = async (at: string, text: { subject?: string; body: string }): Promise<number> => {
  const version = await save(at, text);
  const { status, body } = await admin.post<TemplateView>(`${at}/publish`, { version });
  expect([status, body.current]).toEqual([200, { version, subject: text.subject ?? null, body: text.body }]);
  return version;
};

/** An approved event, told to the member; what comes back is what they were written. */
async function approved(title: string) {
  const organizerId = await idOf(app, MEMBER);
  await app.nest.get(Database).prisma.$transaction((tx) =>
    app.nest.get(Events).emit(tx, 'event.approved', {
      eventId: crypto.randomUUID(),
      title,
      startsAt: '2027-11-08T13:30:00.000Z',
      location: null,
      organizerId,
      approvedById: organizerId,
      approvedByName: 'Asha Mehta',
    }),
  );
  return await mailAbout(title);
}
const mailAbout = (part: string) =>
  eventually(async () => {
    const [mail] = await app.sql<{ subject: string; body: string; html: string }>(
      'SELECT subject, body, html FROM sandbox_outbox WHERE strpos(subject || body, $1) > 0 ORDER BY id DESC LIMIT 1',
      [part],
    );
    if (!mail) throw new Error(`No mail says “${part}”`);
    return mail;
  });

describe('a template', () => {
  it('is said once it is published, by every process, and no more once it is rolled back', async () => {
    const first = await save(EMAIL, { subject: SUBJECT, body: BODY });
    expect((await approved('Kite festival')).subject).toBe('“Kite festival” is approved');

    await admin.post(`${EMAIL}/publish`, { version: first });
    expect(await approved('Lantern walk')).toMatchObject({
      subject: 'Go ahead: Lantern walk',
      body: expect.stringContaining('Well done! Asha Mehta looks forward to Lantern walk.'),
    });
    const second = await publish(EMAIL, { subject: 'Yes: {title}', body: BODY });
    expect((await approved('Book circle')).subject).toBe('Yes: Book circle');

    const back = await admin.post<TemplateView>(`${EMAIL}/rollback`, {});
    expect(back.body.current.version).toBe(first);
    expect((await approved('Rangoli')).subject).toBe('Go ahead: Rangoli');
    const further = await admin.post<TemplateView>(`${EMAIL}/rollback`, {});
    expect(further.body.current).toMatchObject({ version: 0, subject: further.body.file.subject });
    expect((await approved('Garba')).subject).toBe('“Garba” is approved');
    expect((await admin.post(`${EMAIL}/rollback`, {})).status).toBe(409);

    const { body } = await admin.get<TemplateView>(EMAIL);
    const by = { id: await idOf(app, 'admin@demo.munadi'), name: expect.any(String) };
    expect(body.versions.slice(0, 2)).toMatchObject([
      { version: second, subject: 'Yes: {title}', createdBy: by },
      { version: first, subject: SUBJECT, createdBy: by },
    ]);
    expect(body.publications.map(({ version }) => version)).toEqual([0, first, second, first]);
    expect(body.publications[0]).toMatchObject({ publishedBy: by });
  });

  it('changes nothing but its channel and language', async () => {
    await publish('/api/templates/event-approved/EMAIL/hi', { subject: 'हाँ: {title}', body: '{title}' });
    expect((await approved('Chess evening')).subject).toBe('“Chess evening” is approved');
    await app.sql("UPDATE users SET locale = 'hi-IN' WHERE email = $1", [MEMBER]);
    expect((await approved('Tabla class')).subject).toBe('हाँ: Tabla class');
    await app.sql("UPDATE users SET locale = 'tlh' WHERE email = $1", [MEMBER]);
    expect((await approved('Opera')).subject).toBe('“Opera” is approved');
    const { body } = await (await app.as(MEMBER)).get<{ title: string }[]>('/api/notifications');
    expect(body[0]?.title).toBe('“Opera” is approved');
  });

  it('wraps what people write, which stays what they wrote', async () => {
    const at = '/api/templates/announcement/EMAIL/en';
    await publish(at, { subject: 'News: {title}', body: 'Dear all,\n\n{message}\n\nThe committee' });
    const evil = '{title} <script>alert(1)</script> {__proto__} #';
    await notify(app, MEMBER, { strategy: 'BROADCAST', content: { subject: 'Hall {x}', message: evil } });
    const mail = await mailAbout('Hall {x}');
    expect(mail.subject).toBe('News: Hall {x}');
    expect(mail.body).toContain(`Dear all,\n\n${evil}\n\nThe committee`);
    expect(mail.html).not.toContain('<script>');
    await admin.post(`${at}/rollback`, { version: 0 });
  });
});

describe('a message', () => {
  it('goes on saying what was published when it was taken in', async () => {
    const feed = '/api/templates/GENERIC/IN_APP/en';
    const mail = '/api/templates/GENERIC/EMAIL/en';
    const generic = { type: 'GENERIC', content: { subject: 'Well', message: 'It is dry.' } } as const;
    const before = await notify(app, MEMBER, { ...generic, scheduledFor: undefined });
    await publish(feed, { subject: 'A: {title}', body: '{message}' });
    await publish(mail, { subject: 'Mail A: {title}', body: '{message}' });
    const between = await notify(app, MEMBER, generic);
    await publish(feed, { subject: 'B: {title}', body: '{message}' });
    await publish(mail, { subject: 'Mail B: {title}', body: '{message}' });
    const after = await notify(app, MEMBER, generic);

    // Each by a process that has not worded anything of it before.
    for (const replica of [other, app]) {
      const member = await replica.as(MEMBER);
      const titles = await Promise.all(
        [before, between, after].map(
          async ({ id }) => (await member.get<{ title: string }>(`/api/notifications/${id}`)).body.title,
        ),
      );
      expect(titles).toEqual(['Well', 'A: Well', 'B: Well']);
    }

    // The email of each escalation follows much later.
    await app.sql("UPDATE deliveries SET due_at = now() WHERE channel = 'EMAIL' AND status = 'SCHEDULED'");
    await eventually(
      async () => {
        for (const each of [before, between, after])
          expect(await statuses(app, each)).toMatchObject({ EMAIL: 'SENT' });
      },
      { timeout: 15_000 },
    );
    const mails = await app.sql<{ subject: string }>(
      'SELECT subject FROM sandbox_outbox JOIN deliveries ON deliveries.id = delivery_id WHERE message_id = ANY($1::uuid[]) ORDER BY message_id',
      [[before, between, after].map(({ messageId }) => messageId)],
    );
    expect(mails.map(({ subject }) => subject)).toEqual(['Well', 'Mail A: Well', 'Mail B: Well']);
  });

  it('is told in the words of the file where a template cannot be filled', async () => {
    // As after a release whose declaration no longer gives a value that a template names.
    const { id } = await published('event-approved', 'EMAIL', '{gone} {title}');
    expect((await approved('Harvest')).subject).toBe('“Harvest” is approved');
    await app.sql(
      'INSERT INTO template_publications (name, channel, locale, version, published_by) SELECT name, channel, locale, 0, published_by FROM template_publications WHERE number = $1',
      [id],
    );
  });

  /** Past every check. */
  async function published(name: string, channel: string, text: string) {
    const by = await idOf(app, 'admin@demo.munadi');
    await app.sql(
      "INSERT INTO templates (name, channel, locale, version, subject, body, created_by) VALUES ($1, $2, 'en', 900, $3, $3, $4)",
      [name, channel, text, by],
    );
    const [row] = await app.sql<{ id: number }>(
      "INSERT INTO template_publications (name, channel, locale, version, published_by) VALUES ($1, $2, 'en', 900, $3) RETURNING number AS id",
      [name, channel, by],
    );
    return row!;
  }
});

describe('several admins', () => {
  const at = '/api/templates/payment-due/SMS/en';

  it('who save at once have a version each', async () => {
    const saved = await Promise.all(
      Array.from({ length: 12 }, async (_, n) => {
        const { status } = await (n % 2 ? admin : elsewhere).put(at, { body: `Text ${n}` });
        return status;
      }),
    );
    expect(saved).toEqual(Array(12).fill(200));
    const { body } = await admin.get<TemplateView>(at);
    expect(body.versions.map(({ version }) => version)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(new Set(body.versions.map((each) => each.body)).size).toBe(12);
  });

  it('who publish at once leave one of theirs, and who do it twice have done it once', async () => {
    const versions = [3, 4, 5, 5, 5];
    const replies = await Promise.all(
      versions.map((version, n) =>
        (n % 2 ? admin : elsewhere).post<TemplateView>(`${at}/publish`, { version }),
      ),
    );
    expect(replies.map(({ status }) => status)).toEqual(versions.map(() => 200));
    const { body } = await admin.get<TemplateView>(at);
    expect(versions).toContain(body.current.version);
    expect(body.current.body).toBe(
      body.versions.find(({ version }) => version === body.current.version)?.body,
    );
    const before = body.publications.length;
    await admin.post(`${at}/publish`, { version: body.current.version });
    const again = await admin.get<TemplateView>(at);
    expect(again.body.publications).toHaveLength(before);
    const twice = body.versions[0];
    await admin.put(at, { body: twice?.body });
    expect((await admin.get<TemplateView>(at)).body.versions[0]?.version).toBe(twice?.version);
  });

  it('find no version that nobody has saved', async () => {
    expect((await admin.post(`${at}/publish`, { version: 99 })).status).toBe(404);
    expect((await admin.post(`${at}/rollback`, { version: 99 })).status).toBe(404);
    expect((await admin.post(`${at}/preview`, { version: 99 })).status).toBe(404);
    expect((await admin.post(`${at}/test-send`, { version: 99 })).status).toBe(404);
    for (const version of [-1, 1.5, 2 ** 31, '1', null]) {
      expect((await admin.post(`${at}/publish`, { version })).status).toBe(400);
    }
  });
});

describe('a preview', () => {
  it('shows a text with the sample, as its channel would', async () => {
    const mail = await admin.post<PreviewView>(`${EMAIL}/preview`, {
      subject: SUBJECT,
      body: '1 < 2 and {title}, https://example.org/a',
    });
    expect(mail.status).toBe(200);
    expect(mail.body).toMatchObject({
      subject: 'Go ahead: Diwali gathering',
      body: '1 < 2 and Diwali gathering, https://example.org/a',
      html: expect.stringContaining('1 &lt; 2 and Diwali'),
      text: expect.stringContaining('1 < 2 and Diwali'),
    });
    const sms = await admin.post<PreviewView>('/api/templates/payment-due/SMS/gu/preview', {
      body: '{purpose}: ચૂકવો',
    });
    expect(sms.body).toEqual({
      subject: null,
      body: '💳 Yearly membership: ચૂકવો',
      segments: { encoding: 'UCS-2', count: 1 },
    });
    expect((await admin.get<TemplateView>('/api/templates/payment-due/SMS/gu')).body.versions).toEqual([]);
  });

  it('takes other values, of names that there are', async () => {
    const evil = "{approvedByName} '' <img src=x onerror=alert(1)>";
    const { body } = await admin.post<PreviewView>(`${EMAIL}/preview`, {
      subject: '{title}',
      body: '{title}',
      data: { title: evil },
    });
    expect(body).toMatchObject({ subject: evil, body: evil });
    expect(body.html).not.toContain('<img');
    expect((await admin.post(`${EMAIL}/preview`, { version: 0, data: { startsAt: 'soon' } })).status).toBe(
      400,
    );
    expect((await admin.post(`${EMAIL}/preview`, { data: { unheard: 'of' } })).status).toBe(400);
    for (const name of ['__proto__', 'constructor', 'toString']) {
      const reply = await admin.call('POST', `${EMAIL}/preview`, `{"data":{"${name}":"x"}}`);
      expect([name, reply.status]).toEqual([name, 400]);
    }
  });
});

describe('a test', () => {
  it('goes to whoever asks for it, and says that it is one', async () => {
    const { status, body } = await admin.post<TestSentView>(`${EMAIL}/test-send`, {
      version: 0,
      to: 'Admin@demo.munadi',
    });
    expect([status, body]).toEqual([
      202,
      expect.objectContaining({
        channel: 'EMAIL',
        status: expect.stringMatching(/PENDING|SENDING|SENT/),
        reason: null,
      }),
    ]);
    const mail = await mailAbout('[Test] “Diwali gathering” is approved');
    expect(mail.subject).toBe('[Test] “Diwali gathering” is approved');
    const told = await app.sql('SELECT user_id FROM notifications WHERE message_id = $1', [body.messageId]);
    expect(told).toEqual([{ user_id: await idOf(app, 'admin@demo.munadi') }]);
  });

  it('of what people write is not worded twice', async () => {
    const at = '/api/templates/GENERIC/EMAIL/en';
    await publish(at, { subject: '<< {title} >>', body: 'Twice {message}' });
    await admin.post(`${at}/test-send`, {});
    const mail = await mailAbout('[Test] << Message >>');
    expect(mail.body.match(/Twice/g)).toHaveLength(1);
    await admin.post(`${at}/rollback`, { version: 0 });
  });

  it('goes to nobody else', async () => {
    const { status } = await admin.post(`${EMAIL}/test-send`, { to: MEMBER });
    expect(status).toBe(403);
    const sms = await admin.post<TestSentView>('/api/templates/event-approved/PUSH/en/test-send', {});
    expect(sms.body).toMatchObject({ status: 'SUPPRESSED', reason: 'NO_ADDRESS' });
  });
});
