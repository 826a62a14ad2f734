import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import type { Caller } from '../../../test/support/caller.js';
import { Config } from '../../platform/config/config.js';
import { signingFor } from '../../platform/crypto/signing.js';
import type { Problem } from '../../platform/http/problem.js';
import type { AcceptedView } from '../sending/accepted.view.js';
import { CHANNELS } from '../vocabulary.js';
import { readConfirmation, writeConfirmation } from './confirmation.js';
import type { PreviewView } from './preview.view.js';

let app: TestApp;
let head: Caller;
let subhead: Caller;
let kashyap: string;

beforeAll(async () => {
  app = await startApp({ MUNADI_ROLE: 'api', RATE_SENDER_PER_HOUR: '1000' });
  head = await app.as('community-head@demo.munadi');
  subhead = await app.as('admin@demo.munadi');
  const [row] = await app.sql<{ id: string }>(`SELECT id FROM groups WHERE name = 'Kashyap'`);
  kashyap = row!.id;
});
beforeEach(() => app.sql('TRUNCATE messages, notifications, deliveries'));

const whole = () => ({ audience: { include: [{ group: kashyap, subgroups: true }] } });
const announcement = (over: object = {}) => ({
  type: 'ANNOUNCEMENT',
  message: 'Hello',
  channels: ['IN_APP', 'EMAIL'],
  ...whole(),
  ...over,
});
const alert = (over: object = {}) => ({
  type: 'EMERGENCY_ALERT',
  message: 'Go uphill.',
  ...whole(),
  ...over,
});

const confirmed = async (request: object, caller = head) =>
  (await caller.post<PreviewView>('/api/audiences/preview', request)).body.confirmation.token;
const send = (request: object, caller = head) =>
  caller.post<AcceptedView & Problem>('/api/notifications', request);
const sent = async () => (await app.sql<{ n: number }>('SELECT count(*)::int AS n FROM messages'))[0]!.n;
const problem = ({ body: { type } }: { body: Problem }) => type.replace('urn:munadi:problem:', '');

async function refused(request: object, status: number, code: string, caller = head): Promise<string> {
  const before = await sent();
  const answer = await send(request, caller);
  expect([answer.status, problem(answer)]).toEqual([status, code]);
  expect(await sent()).toBe(before);
  return answer.body.detail;
}

describe('a confirmation', () => {
  test('goes with what was previewed, as often as its sender likes', async () => {
    const confirmation = await confirmed(announcement());
    for (const message of ['Hello', 'And another thing']) {
      expect((await send(announcement({ message, confirmation }))).status).toBe(202);
    }
  });

  test.each<[string, () => object, string]>([
    ['other people', () => ({ audience: { include: [{ group: kashyap }] } }), 'confirmation-other'],
    ['other channels', () => ({ channels: ['IN_APP'] }), 'confirmation-other'],
    ['an invention', () => ({ confirmation: 'x'.repeat(94) }), 'confirmation-unknown'],
    ['a word', () => ({ confirmation: 'yes' }), 'confirmation-unknown'],
  ])('does not go with %s', async (_what, over, code) => {
    const confirmation = await confirmed(announcement());
    const detail = await refused(announcement({ confirmation, ...over() }), 422, code);
    expect(detail).toContain('ask POST /audiences/preview again');
  });

  test('is its sender’s own', async () => {
    const confirmation = await confirmed(announcement());
    await refused(announcement({ confirmation }), 422, 'confirmation-foreign', subhead);
  });

  test('is too old after a quarter of an hour', async () => {
    const signing = signingFor('confirmation', app.nest.get(Config).encryptionKeys);
    const fresh = readConfirmation(await confirmed(announcement()), signing)!;
    const aged = (ms: number) =>
      writeConfirmation({ ...fresh, at: new Date(fresh.at.getTime() - ms) }, signing);
    await refused(announcement({ confirmation: aged(15 * 60_000) }), 422, 'confirmation-expired');
    expect((await send(announcement({ confirmation: aged(14 * 60_000) }))).status).toBe(202);
  });

  test('does not hold for an audience that has grown since', async () => {
    const confirmation = await confirmed(announcement());
    const join = (count: number) =>
      app.sql(
        `WITH people AS (INSERT INTO users (name) SELECT 'Guest' FROM generate_series(1, $1) RETURNING id)
         INSERT INTO group_members (group_id, user_id, joined_group_id) SELECT $2, id, $2 FROM people`,
        [count, kashyap],
      );
    await join(5);
    expect((await send(announcement({ confirmation }))).status).toBe(202);
    await join(1);
    const detail = await refused(announcement({ confirmation }), 409, 'conflict');
    expect(detail).toContain('confirmed it for 20 people, and by now it would go to 26');
    await app.sql(`DELETE FROM users WHERE name = 'Guest'`);
  });
});

describe('an emergency', () => {
  test('goes at once to everybody by everything, when its sender has seen whom', async () => {
    const confirmation = await confirmed(alert());
    const { status, body } = await send(alert({ confirmation }));
    expect([status, body.data]).toEqual([
      202,
      expect.objectContaining({
        channels: [...CHANNELS],
        lane: 'critical',
        strategy: 'BROADCAST',
        recipientCount: 20,
      }),
    ]);
    const [message] = await app.sql('SELECT type, priority, state FROM messages');
    expect(message).toEqual({ type: 'EMERGENCY_ALERT', priority: 'CRITICAL', state: 'COMPLETED' });
  });

  test('not without', async () => {
    await refused(alert(), 422, 'confirmation-missing');
    await refused(alert({ confirmation: await confirmed(announcement()) }), 422, 'confirmation-other');
    const unlike = await confirmed(announcement({ channels: CHANNELS }));
    await refused(alert({ confirmation: unlike }), 422, 'confirmation-other');
  });

  test('once, however often it is clicked', async () => {
    const confirmation = await confirmed(alert());
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(alert({ confirmation }))));
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
      202, 409, 409, 409, 409,
    ]);
    expect(await sent()).toBe(1);
    const [message] = await app.sql<{ id: string }>('SELECT id FROM messages');
    const detail = await refused(alert({ confirmation }), 409, 'conflict');
    expect(detail).toContain(message!.id);
  });

  test('whose answer was lost is asked for again by its Idempotency-Key', async () => {
    const confirmation = await confirmed(alert());
    const once = head.with({ 'idempotency-key': 'alert-1' });
    const first = await send(alert({ confirmation }), once);
    const again = await send(alert({ confirmation }), once);
    expect([again.status, again.body]).toEqual([202, first.body]);
    expect(await sent()).toBe(1);
  });

  test('that was refused can be sent after all', async () => {
    const confirmation = await confirmed(alert());
    await refused(alert({ confirmation, message: '' }), 400, 'invalid');
    expect((await send(alert({ confirmation }))).status).toBe(202);
  });

  test.each<[string, unknown]>([
    ['channel', 'SMS'],
    ['channels', ['SMS']],
    ['priority', 'LOW'],
    ['notificationPriority', 'CRITICAL'],
    ['deliveryStrategy', 'ESCALATION'],
    ['escalation', { steps: [{ channel: 'SMS', afterSeconds: 60 }] }],
    ['scheduledFor', '2030-01-01T10:00:00Z'],
  ])('takes no %s of its own', async (path, value) => {
    const { status, body } = await send(alert({ confirmation: await confirmed(alert()), [path]: value }));
    expect([status, body.errors]).toEqual([400, [expect.objectContaining({ path })]]);
    expect((await head.post('/api/audiences/preview', alert({ [path]: value }))).status).toBe(400);
    expect(await sent()).toBe(0);
  });
});

describe('what is far wider than usual', () => {
  const everybody = async () => {
    const [row] = await app.sql<{ id: string }>(`SELECT id FROM groups WHERE name = 'Anand Samaj'`);
    return { audience: { include: [{ group: row!.id, subgroups: true }] } };
  };

  test('is warned of when it is sent, too', async () => {
    const { body } = await send(announcement(await everybody()));
    expect(body.data.warning).toMatchObject({
      usual: 15,
      recipientCount: body.recipientCount,
      because: [
        { item: 'include[0]', name: 'Anand Samaj with everybody below it', count: body.recipientCount },
      ],
    });
  });

  test('until it is usual; what was cancelled does not count', async () => {
    await app.sql(
      `INSERT INTO messages (type, origin, sender_id, audience, channels, priority, lane, strategy, state, recipient_count)
       SELECT 'ANNOUNCEMENT', 'MEMBER', users.id, '{}', '{IN_APP}', 'LOW', 'bulk', 'BROADCAST', state::message_state, 60
         FROM users, unnest(ARRAY['COMPLETED', 'COMPLETED', 'CANCELLED']) AS state WHERE email = 'community-head@demo.munadi'`,
    );
    const request = announcement(await everybody());
    expect((await send(request)).body.data.warning).toMatchObject({ usual: 15 });
    expect((await send(request)).body.data.warning).toBeNull();
  });
});
