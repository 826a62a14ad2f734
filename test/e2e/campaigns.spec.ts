import { beforeAll, describe, expect, it } from 'vitest';
import type { CampaignView } from '../../src/notifications/campaigns/campaign.view.js';
import type { CampaignPreview } from '../../src/notifications/campaigns/sending/campaign-preview.view.js';
import type { AcceptedView } from '../../src/notifications/sending/accepted.view.js';
import type { Problem } from '../../src/platform/http/problem.js';
import { startApp, type TestApp } from '../support/app.js';
import type { Caller } from '../support/caller.js';
import { eventually } from '../support/eventually.js';
import { whileBroken } from '../support/facts.js';

interface Item {
  id: string;
  title: string;
  message: string;
  data: object;
}

let app: TestApp;
let head: Caller;
let admin: Caller;

beforeAll(async () => {
  app = await startApp({ RATE_SENDER_PER_HOUR: '1000' });
  head = await app.as('family-head@demo.munadi');
  admin = await app.as('admin@demo.munadi');
});

const demo = (name: string) => `${name}@demo.munadi`;
const upload = async (...lines: string[]) =>
  (
    await head
      .with({ 'content-type': 'text/csv' })
      .post<CampaignView>('/api/campaigns?name=Fees', ['email,Full name,Amount', ...lines].join('\n'))
  ).body;
const PEOPLE = [
  `${demo('member')},Meera,₹ 500`,
  `${demo('tanvi.patel')},તન્વી,₹ 250`,
  `${demo('hetal.patel')},,₹ 0 <b>&`,
];
const asked = (over: object = {}) => ({
  type: 'ANNOUNCEMENT',
  channels: ['IN_APP', 'EMAIL', 'PUSH'],
  priority: 'HIGH',
  subject: 'Fees of {{full name|you}}',
  message: 'Dear {{ Full  Name | friend }}, you owe {{AMOUNT}}. {not this}',
  locales: { gu: { message: 'પ્રિય {{full name|મિત્ર}}, બાકી {{amount}}.' } },
  ...over,
});
const send = <Body = AcceptedView>(id: string, over: object = {}, caller = head) =>
  caller.post<Body>(`/api/campaigns/${id}/send`, asked(over));
const preview = <Body = CampaignPreview>(id: string, over: object = {}) =>
  head.post<Body>(`/api/campaigns/${id}/preview`, asked(over));
const newest = async (name: string) =>
  (await (await app.as(demo(name))).get<Item[]>('/api/notifications?limit=1')).body[0]!;
const messages = async () => (await app.sql<{ n: number }>('SELECT count(*)::int AS n FROM messages'))[0]!.n;

it('goes from a file to everybody’s own words, as its preview has shown them', async () => {
  const { id, report } = await upload(...PEOPLE);
  expect(report).toMatchObject({ good: 3, flawed: 0 });
  const seen = (await preview(id)).body;
  expect(seen).toMatchObject({ recipientCount: 3, lane: 'important', report: { good: 3 } });
  expect(seen.examples).toEqual([
    { name: 'Meera Patel', title: 'Fees of Meera', message: 'Dear Meera, you owe ₹ 500. {not this}' },
    { name: 'Tanvi Patel', title: 'Fees of તન્વી', message: 'પ્રિય તન્વી, બાકી ₹ 250.' },
    { name: 'Hetal Patel', title: 'Fees of you', message: 'પ્રિય મિત્ર, બાકી ₹ 0 <b>&.' },
  ]);

  const member = await app.socket(demo('member'));
  const { status, body } = await send(id, { confirmation: seen.confirmation.token });
  expect(status).toBe(202);
  expect(body).toMatchObject({
    recipientCount: seen.recipientCount,
    data: { lane: seen.lane, warning: null, approval: null },
  });

  expect(await member.next<Item>('notification:new')).toMatchObject({
    title: 'Fees of Meera',
    message: 'Dear Meera, you owe ₹ 500. {not this}',
  });
  const hers = await newest('hetal.patel');
  expect(hers).toMatchObject({ title: 'Fees of you', message: 'પ્રિય મિત્ર, બાકી ₹ 0 <b>&.', data: {} });
  expect(hers).not.toHaveProperty('own');
  // The only ones who have it.
  expect(await newest('jignesh.patel')).not.toMatchObject({
    title: expect.stringContaining('Fees') as string,
  });

  const mail = await eventually(async () => {
    const found = await admin.get<{ subject: string; body: string; html: string }[]>(
      `/api/sandbox/outbox?channel=EMAIL&to=${demo('hetal.patel')}&limit=1`,
    );
    expect(found.body).toHaveLength(1);
    return found.body[0]!;
  });
  expect(mail.subject).toBe('Fees of you');
  expect(mail.body).toContain('પ્રિય મિત્ર, બાકી ₹ 0 <b>&.');
  expect(mail.html).toContain('₹ 0 &lt;b&gt;&amp;.');

  const story = await head.get<{ notification: Item }>(`/api/notifications/${hers.id}/explain`);
  expect(story.body.notification.message).toBe('Dear friend, you owe ₹ 0 <b>&. {not this}');
  expect((await head.get<CampaignView>(`/api/campaigns/${id}`)).body).toMatchObject({
    state: 'SENT',
    messageId: body.data.eventId,
  });
  const audited = await app.sql('SELECT action, detail FROM audit_log WHERE subject = $1', [id]);
  expect(audited).toEqual([
    { action: 'campaign.sent', detail: { messageId: body.data.eventId, sent: 3, skipped: 0 } },
  ]);
});

it('is kept with each notification, so that its rows may go', async () => {
  const { id } = await upload(...PEOPLE);
  const later = new Date(Date.now() + 3_600_000).toISOString();
  const { body } = await send(id, { scheduledFor: later });
  const needed = await head.delete<Problem>(`/api/campaigns/${id}`);
  expect(needed).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('still needs') as string },
  });
  await app.sql('UPDATE messages SET scheduled_for = now() WHERE id = $1', [body.data.eventId]);
  await eventually(async () => expect((await head.delete(`/api/campaigns/${id}`)).status).toBe(204));
  expect(await newest('member')).toMatchObject({ message: 'Dear Meera, you owe ₹ 500. {not this}' });
});

it('of more people than are planned at once is told to each as well', async () => {
  const people = await app.sql<{ email: string }>(
    `WITH family AS (SELECT id FROM groups WHERE name = 'Patel family'),
          made AS (INSERT INTO users (name, email) SELECT 'Guest ' || n, 'guest-' || n || '@example.org' FROM generate_series(1, 2500) n RETURNING id, email),
          joined AS (INSERT INTO group_members (group_id, user_id, joined_group_id) SELECT family.id, made.id, family.id FROM family, made)
     SELECT email FROM made`,
  );
  const { id } = await upload(...people.map(({ email }) => `${email},${email.split('@')[0]},${email}`));
  const { body } = await send(id, { channels: ['IN_APP'], locales: undefined });
  expect(body.recipientCount).toBe(2_500);
  await eventually(
    async () => {
      const told = await app.sql<{ wrong: number; people: number }>(
        `SELECT count(*)::int AS people,
              count(*) FILTER (WHERE data <> jsonb_build_object('full name', split_part(email, '@', 1), 'amount', email))::int AS wrong
         FROM notifications JOIN users ON users.id = user_id WHERE message_id = $1`,
        [body.data.eventId],
      );
      expect(told).toEqual([{ people: 2_500, wrong: 0 }]);
    },
    { timeout: 15_000 },
  );
});

it('without anything to fill in is one message for the people of the list', async () => {
  const { id } = await upload(...PEOPLE);
  await send(id, { subject: undefined, message: 'To {all} of you', locales: undefined });
  expect(await newest('tanvi.patel')).toMatchObject({ title: 'જાહેરાત', message: 'To {all} of you' });
  const [row] = await app.sql(
    'SELECT count(data)::int AS filled FROM notifications WHERE message_id = (SELECT message_id FROM campaigns WHERE id = $1)',
    [id],
  );
  expect(row).toEqual({ filled: 0 });
});

it('leaves braces in what is no campaign as they were typed', async () => {
  const [{ id } = { id: '' }] = await app.sql<{ id: string }>('SELECT id FROM users WHERE email = $1', [
    demo('member'),
  ]);
  await head.post('/api/notifications', {
    type: 'ANNOUNCEMENT',
    channel: 'IN_APP',
    message: 'Write {{name}}',
    recipientIds: [id],
  });
  expect(await newest('member')).toMatchObject({ message: 'Write {{name}}' });
});

describe('what cannot be sent is not', () => {
  const refused = async (id: string, over: object, status: number, detail: RegExp) => {
    const before = await messages();
    const answer = await send<Problem & { report?: object }>(id, over);
    expect([answer.status, answer.body.detail]).toEqual([status, expect.stringMatching(detail)]);
    expect(await messages()).toBe(before);
    return answer.body;
  };

  it('flawed rows, unless its sender says so', async () => {
    const { id } = await upload(
      ...PEOPLE,
      'nobody@demo.munadi,x,1',
      `${demo('admin')},x,2`,
      `${demo('jignesh.patel')},x,`,
    );
    const { report } = await refused(id, {}, 409, /3 of 6 rows cannot be sent: .*skipFlawed: true/);
    expect(report).toEqual({ good: 3, flawed: 3, flaws: { UNKNOWN: 2, EMPTY_VALUE: 1 } });
    // They are told row by row.
    const rows = await head.get<{ number: number; flaw: { code: string } }[]>(
      `/api/campaigns/${id}/rows?flawed=true`,
    );
    expect(rows.body.map(({ number, flaw }) => [number, flaw.code])).toEqual([
      [5, 'UNKNOWN'],
      [6, 'UNKNOWN'],
      [7, 'EMPTY_VALUE'],
    ]);
    // For a text that does not need it nothing is missing.
    const seen = (await preview(id, { message: 'Dear {{full name|friend}}', locales: undefined })).body;
    expect([seen.recipientCount, seen.report.good]).toEqual([4, 4]);
    expect((await preview(id)).body.recipientCount).toBe(3);
    expect((await send(id, { skipFlawed: true })).body.recipientCount).toBe(3);
  });

  it('a column that is not there', async () => {
    const { id } = await upload(...PEOPLE);
    const body = await refused(id, { message: '{{amnt}}' }, 400, /The columns are: email, Full name, Amount/);
    expect(body.errors).toEqual([
      { path: 'message', message: 'names {{amnt}}, and there is no such column' },
    ]);
    expect((await preview<Problem>(id, { subject: '{{x}}' })).status).toBe(400);
  });

  it('an audience besides its own, or none', async () => {
    const { id } = await upload(...PEOPLE);
    await refused(id, { recipientIds: [] }, 400, /./);
    const nobody = await upload('nobody@demo.munadi,x,1');
    await refused(nobody.id, { skipFlawed: true }, 422, /Nobody belongs/);
  });

  it('one of which nobody has said who is who', async () => {
    const { id } = await upload('Meera,a,b');
    await refused(id, {}, 422, /PUT \/campaigns\/:id\/mapping; there are: email, Full name, Amount/);
  });

  it('people whom its sender may not address any more, or who are gone', async () => {
    const { id } = await upload(...PEOPLE);
    const [{ id: tanvi } = { id: '' }] = await app.sql<{ id: string }>(
      'SELECT id FROM users WHERE email = $1',
      [demo('tanvi.patel')],
    );
    await app.sql('DELETE FROM group_members WHERE user_id = $1', [tanvi]);
    await refused(id, {}, 409, /1 of 3 rows cannot be sent: 1 UNKNOWN/);
    const other = await upload(...PEOPLE.slice(0, 1), 'guest-1@example.org,x,1');
    await app.sql(`UPDATE users SET erased_at = now(), email = NULL WHERE email = 'guest-1@example.org'`);
    expect((await send(other.id)).body.recipientCount).toBe(1);
  });

  it('to other people than were previewed, because another column says who they are now', async () => {
    const { id } = await upload(`${demo('member')},${demo('tanvi.patel')},1`);
    const { confirmation } = (await preview(id)).body;
    const map = (person: string) => head.put(`/api/campaigns/${id}/mapping`, { person, by: 'EMAIL' });
    await map('full name');
    await refused(id, { confirmation: confirmation.token }, 422, /^This confirms another audience/);
    await map('email');
    expect((await send(id, { confirmation: confirmation.token })).status).toBe(202);
  });

  it('somebody else’s', async () => {
    const { id } = await upload(...PEOPLE);
    expect((await send(id, {}, admin)).status).toBe(404);
    expect((await send(id, {}, await app.as(demo('member')))).status).toBe(403);
  });

  it('twice, however many ask at once; nor half, when the process dies', async () => {
    const { id } = await upload(PEOPLE[0]!);
    const before = await messages();
    await whileBroken(app, 'campaigns', 'at the last moment', async () => {
      expect((await send(id)).status).toBe(500);
    });
    expect(await messages()).toBe(before);
    const answers = await Promise.all(Array.from({ length: 4 }, () => send<Problem>(id)));
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
      202, 409, 409, 409,
    ]);
    expect(await messages()).toBe(before + 1);
    expect((await send<Problem>(id)).body.detail).toMatch(/sent already, as the message/);
    expect((await head.put(`/api/campaigns/${id}/mapping`, { person: 'email', by: 'EMAIL' })).status).toBe(
      409,
    );
    expect((await preview<Problem>(id)).status).toBe(409);
  });
});

it('an erased reader’s words are erased, and nothing half-worded is left', async () => {
  const [told] = await app.sql<{ user_id: string }>(
    `SELECT user_id FROM notifications JOIN users ON users.id = user_id WHERE data IS NOT NULL AND email LIKE 'guest-%' LIMIT 1`,
  );
  await app.sql('UPDATE users SET erased_at = now(), email = NULL WHERE id = $1', [told!.user_id]);
  expect(
    await app.sql('SELECT data FROM notifications WHERE user_id = $1 AND data IS NOT NULL', [told!.user_id]),
  ).toEqual([{ data: {} }]);
  expect(await app.sql('SELECT FROM campaign_rows WHERE user_id = $1', [told!.user_id])).toEqual([]);
});
