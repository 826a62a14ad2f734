import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { startApp, type TestApp } from '../../../test/support/app.js';
import { whileBroken } from '../../../test/support/facts.js';
import { testDatabase } from '../../../test/support/database.js';
import { theseUsers, type Audience } from '../../audience/audience.js';
import { verifyChain } from '../../platform/audit/verify-chain.js';
import { Database } from '../../platform/database/database.js';
import { acceptanceEntries } from './acceptance.js';
import type { MessageDraft } from './message-draft.js';
import { noteEnds } from './note-ends.js';
import { Planner } from './planner.js';

const SENDER = '01937b6e-7c00-7000-8000-000000000001';
const draft = (over: Partial<MessageDraft> = {}): MessageDraft => ({
  type: 'ANNOUNCEMENT',
  cause: { origin: 'MEMBER', senderId: SENDER },
  audience: theseUsers(SENDER),
  channels: ['IN_APP'],
  values: { seats: 4 },
  content: { message: 'At noon, call +14155550100' },
  ...over,
});

describe('what the log is told of a message', () => {
  const taken = {
    messageId: 'm',
    recipientCount: 9,
    priority: 'LOW',
    lane: 'bulk',
    strategy: 'BROADCAST',
  } as const;
  const detail = (over: Partial<MessageDraft>) => acceptanceEntries(draft(over), taken)[0]?.detail;

  it('is who sends what kind of thing to whom, and a digest of the words', () => {
    const [entry, ...others] = acceptanceEntries(draft(), taken);
    expect(others).toEqual([]);
    const content = '{"content":{"message":"At noon, call +14155550100"},"data":{"seats":4},"link":null}';
    expect(entry).toEqual({
      actor: `member:${SENDER}`,
      action: 'message.accepted',
      subject: 'm',
      detail: {
        type: 'ANNOUNCEMENT',
        audience: { include: [{ users: [SENDER] }] },
        recipientCount: 9,
        channels: ['IN_APP'],
        priority: 'LOW',
        lane: 'bulk',
        strategy: 'BROADCAST',
        content: createHash('sha256').update(content).digest('hex'),
      },
    });
  });

  it('has what it was confirmed with, what it repeats, and when it leaves', () => {
    const confirmed = { recipientCount: 9, at: '2030-01-31T09:00:00.000Z' };
    const scheduledFor = new Date('2030-02-01T09:00:00Z');
    const cause = { origin: 'MEMBER', senderId: SENDER, scheduleId: 's' } as const;
    expect(detail({ confirmed, scheduledFor, cause, resendOf: 'r', localTime: 'l' })).toMatchObject({
      confirmed,
      scheduledFor: scheduledFor.toISOString(),
      scheduleId: 's',
      resendOf: 'r',
      localTime: 'l',
    });
  });

  it('names twenty people, and of more their number and a digest, and nothing that its sender has typed', () => {
    const people = (count: number) => Array.from({ length: count }, (_, n) => `p${n}`);
    const audience: Audience = {
      include: [
        { users: people(20), sender: true },
        {
          saved: 's',
          name: 'Whom Asha owes',
          include: [{ users: people(21) }, { group: 'g' }],
          exclude: [{ users: people(22) }],
        },
      ],
      exclude: [{ campaign: 'c', fills: { 'what asha owes': 2 } }, { users: people(30) }],
    };
    const longer = (count: number) => ({
      count,
      sha256: createHash('sha256').update(people(count).toSorted().join('\n')).digest('hex'),
    });
    expect(detail({ audience })?.audience).toEqual({
      include: [
        { users: people(20), sender: true },
        {
          saved: 's',
          include: [{ users: longer(21) }, { group: 'g' }],
          exclude: [{ users: longer(22) }],
        },
      ],
      exclude: [{ campaign: 'c' }, { users: longer(30) }],
    });
  });

  test('that it waits, and by which rule', () => {
    const approval = { communityId: 'c', name: 'Samaj', above: 5 };
    expect(acceptanceEntries(draft(), { ...taken, approval })).toMatchObject([
      { action: 'message.accepted' },
      { action: 'approval.asked', subject: 'm', detail: { communityId: 'c', above: 5, recipientCount: 9 } },
    ]);
  });

  test('is nothing where an event raised it', () => {
    expect(
      acceptanceEntries(draft({ cause: { origin: 'EVENT', eventId: 'e', declaration: 'd' } }), taken),
    ).toEqual([]);
  });
});

describe('in the log', () => {
  let app: TestApp;
  let planner: Planner;
  /** Two replicas' clocks. */
  let clocks: [Database, Database];
  let sender = '';

  beforeAll(async () => {
    const { url } = await testDatabase();
    app = await startApp({ DATABASE_URL: url, MUNADI_ROLE: 'api' });
    planner = app.nest.get(Planner, { strict: false });
    clocks = [new Database(url), new Database(url)];
    [{ id: sender }] = (await app.sql<{ id: string }>(
      `SELECT id FROM users WHERE email = 'admin@demo.munadi'`,
    )) as [{ id: string }];
  });
  beforeEach(async () => {
    await app.sql('TRUNCATE messages, notifications, deliveries');
  });
  afterAll(() => Promise.all(clocks.map((each) => each.onApplicationShutdown())));

  const mine = () => draft({ cause: { origin: 'MEMBER', senderId: sender }, audience: theseUsers(sender) });
  const accept = async () => (await planner.accept(mine()))?.messageId ?? '';
  const entries = (subject: string) =>
    app.sql<{ action: string; detail: object }>(
      'SELECT action, detail FROM audit_log WHERE subject = $1 ORDER BY id',
      [subject],
    );
  const size = async () => (await app.sql<{ n: number }>('SELECT count(*)::int AS n FROM audit_log'))[0]?.n;

  it('a message is there when it was taken in, and not where that failed', async () => {
    expect(await entries(await accept())).toMatchObject([
      { action: 'message.accepted', detail: { recipientCount: 1 } },
    ]);
    const before = await size();
    await whileBroken(app, 'messages', 'at the last moment', () =>
      expect(planner.accept(mine())).rejects.toThrow('out of order'),
    );
    expect(await size()).toBe(before);
    await whileBroken(app, 'audit_log', 'at once', () =>
      expect(planner.accept(mine())).rejects.toThrow('out of order'),
    );
    expect(await app.sql('SELECT FROM messages')).toHaveLength(1);
  });

  it('says nothing of a text or an address', async () => {
    await accept();
    const [{ text } = { text: '' }] = await app.sql<{ text: string }>(
      'SELECT string_agg(detail::text, $1) AS text FROM audit_log',
      [''],
    );
    expect(text).not.toMatch(/noon|415|@/);
  });

  it('each message ends once, however many clocks note it, and one of them dies', async () => {
    const ids = await Promise.all(Array.from({ length: 30 }, accept));
    await whileBroken(app, 'audit_log', 'at the last moment', () =>
      expect(noteEnds(clocks[0])).rejects.toThrow('out of order'),
    );
    const noted = await Promise.all([...clocks, ...clocks].map(noteEnds));
    expect(noted.reduce((sum, each) => sum + each)).toBe(ids.length);
    expect(await noteEnds(clocks[1])).toBe(0);
    for (const id of ids) {
      expect(await entries(id)).toMatchObject([
        { action: 'message.accepted' },
        { action: 'message.ended', detail: { state: 'COMPLETED', recipientCount: 1, plannedCount: 1 } },
      ]);
    }
    expect(await verifyChain(clocks[0])).toMatchObject({ count: await size() });
  });

  it('ends as failed with why, as cancelled, and what an event raised not at all', async () => {
    const [failed, cancelled, under] = [await accept(), await accept(), await accept()];
    await app.sql(`UPDATE messages SET state = 'FAILED', error = 'No way' WHERE id = $1`, [failed]);
    await app.sql(`UPDATE messages SET state = 'CANCELLED', cancelled_at = now() WHERE id = $1`, [cancelled]);
    await app.sql(`UPDATE messages SET state = 'FANNING_OUT' WHERE id = $1`, [under]);
    await app.sql(`INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state)
                   VALUES ('GENERIC', 'EVENT', '{}', '{EMAIL}', 'LOW', 'bulk', 'BROADCAST', 'COMPLETED')`);
    expect(await noteEnds(clocks[0])).toBe(2);
    expect((await entries(failed))[1]).toMatchObject({ detail: { state: 'FAILED', error: 'No way' } });
    expect((await entries(cancelled))[1]?.detail).toMatchObject({ state: 'CANCELLED' });
  });
});
