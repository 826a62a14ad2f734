import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.js';
import { DigestScene, toldBy } from '../../../test/support/digests.js';
import { Database } from '../../platform/database/database.js';
import { redriveDead } from '../dead-letters/redrive.sql.js';
import { promoteDue, rememberForgotten } from '../promote.sql.js';
import { reapLost } from '../reap.sql.js';
import { MOST_ITEMS } from './claim-items.sql.js';

let database: Database;
let scene: DigestScene;
let asha: string;

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
});
afterAll(() => database.onApplicationShutdown());
beforeEach(async () => {
  await database.query('TRUNCATE digests, attempts, deliveries, notifications, messages, domain_events');
  scene = await DigestScene.begin(database);
  asha = await scene.reader();
});

const tellAll = async (...messages: string[]) => {
  for (const message of messages) await scene.tell(asha, message);
};
const read = (message: string) =>
  database.query(
    `UPDATE notifications SET read_at = now()
      WHERE message_id = (SELECT id FROM messages WHERE content ->> 'message' = $1)`,
    [message],
  );
const told = () => toldBy(scene.sent);
const leasesEnd = () =>
  database.query("UPDATE deliveries SET lease_until = now() - interval '1 second' WHERE status = 'SENDING'");

describe('a digest', () => {
  it('is one email with all that came, the newest last, and then it is done', async () => {
    await tellAll('one', 'two', 'three');
    expect(await scene.became()).toEqual({ SCHEDULED: 3 });
    await scene.fire();
    expect(told()).toEqual([['one', 'two', 'three']]);
    const [email] = scene.sent;
    const [digest] = await database.query<{ id: string }>('SELECT id FROM digests');
    expect(email).toMatchObject({ deliveryId: digest?.id, said: { title: '3 new announcements' } });
    expect(await scene.became()).toEqual({ SENT: 3 });
    expect(await scene.windows()).toEqual({ open: 0, closed: 0, done: 1 });
    expect(await database.query('SELECT FROM attempts')).toHaveLength(3);
  });

  it('greets once, and tells each thing as the feed does', async () => {
    for (const schoolName of ['Vidyalaya', 'Gurukul']) {
      await scene.tell(asha, schoolName, {
        type: 'STUDENT_REGISTERED',
        cause: { origin: 'EVENT', eventId: crypto.randomUUID(), declaration: 'student-registered' },
        content: undefined,
        values: { schoolName },
      });
    }
    await scene.fire();
    const [email] = scene.sent;
    expect(email?.said.message).toMatch(/^Hello, this has come for you/);
    expect(email?.collected?.items.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^You are now a student of Vidyalaya/),
      expect.stringMatching(/^You are now a student of Gurukul/),
    ]);
  });

  it('is not sent while its window is open, nor does anything of it go by itself', async () => {
    await tellAll('one');
    await database.query('UPDATE deliveries SET due_at = now()');
    expect(await promoteDue(database)).toEqual([]);
    await database.query("UPDATE deliveries SET status = 'PENDING', due_at = now() - interval '1 day'");
    expect(await rememberForgotten(database, 'bulk', 0)).toEqual([]);
    expect(await scene.close()).toEqual([]);
    const [open] = await database.query<{ id: string }>('SELECT id FROM digests');
    await scene.digests.deliver({ digestIds: [open?.id ?? ''] });
    expect(scene.sent).toEqual([]);
  });

  it('does not wait for a step that is still to come', async () => {
    const escalating = {
      strategy: 'ESCALATION',
      escalation: [{ channel: 'EMAIL', afterSeconds: 7 * 86_400 }],
    } as const;
    await scene.tell(asha, 'in a week, if unread', escalating);
    await scene.tell(asha, 'now');
    const closesIn = async () =>
      await database.query(
        `SELECT round(extract(epoch FROM closes_at - now()) / 60)::int AS minutes, due_at::timestamptz(3) = closes_at AS due FROM digests`,
      );
    expect(await closesIn()).toEqual([{ minutes: 60, due: true }]);
    await scene.tell(asha, 'a little later');
    await database.query(
      "UPDATE digests SET opened_at = opened_at - interval '10 minutes', closes_at = closes_at - interval '10 minutes', due_at = due_at - interval '10 minutes'",
    );
    await scene.tell(asha, 'and later still');
    expect(await closesIn()).toEqual([{ minutes: 50, due: true }]);
    await scene.fire();
    // By this the lanes are measured.
    expect(
      await database.query(
        "SELECT FROM deliveries WHERE sent_at NOT BETWEEN ready_at AND ready_at + interval '10 seconds'",
      ),
    ).toEqual([]);
  });

  it('that a step had opened tells that too, if it comes before the closing', async () => {
    await scene.tell(asha, 'in half an hour', {
      strategy: 'ESCALATION',
      escalation: [{ channel: 'EMAIL', afterSeconds: 1_800 }],
    });
    await scene.tell(asha, 'now');
    await scene.fire();
    expect(told()).toEqual([['in half an hour', 'now']]);
  });

  it('tells nothing before its step, which goes into the next one', async () => {
    const escalating = (afterSeconds: number) =>
      ({ strategy: 'ESCALATION', escalation: [{ channel: 'EMAIL', afterSeconds }] }) as const;
    await scene.tell(asha, 'now');
    await scene.tell(asha, 'in half an hour', escalating(1_800));
    await scene.tell(asha, 'in two hours', escalating(7_200));
    const week = await scene.tell(asha, 'in a week', escalating(7 * 86_400));
    await scene.fire();
    expect(told()).toEqual([['now', 'in half an hour']]);
    expect(await scene.windows()).toEqual({ open: 1, closed: 0, done: 1 });
    const [next] = await database.query(
      'SELECT round(extract(epoch FROM closes_at - now()) / 60)::int AS minutes FROM digests WHERE closed_at IS NULL',
    );
    // It opens with the first of them that may leave, and is an hour long.
    expect(next).toEqual({ minutes: 180 });
    await database.query('UPDATE notifications SET read_at = now() WHERE message_id = $1', [week]);
    await scene.fire();
    expect(told()[1]).toEqual(['in two hours']);
    expect(await scene.became()).toEqual({ SCHEDULED: 1, SENT: 3 });
    await scene.fire();
    expect(await scene.became()).toEqual({ CANCELLED: 1, SENT: 3 });
    expect(await scene.windows()).toEqual({ open: 0, closed: 0, done: 3 });
  });

  it('of one is that one itself', async () => {
    await scene.tell(asha, 'alone', { link: '/events/1' });
    await scene.fire();
    const [delivery] = await database.query<{ id: string }>('SELECT id FROM deliveries');
    expect(scene.sent).toMatchObject([
      { deliveryId: delivery?.id, said: { title: 'About alone' }, link: '/events/1' },
    ]);
    expect(scene.sent[0]?.collected).toBeUndefined();
  });

  it('leaves out what was read, cancelled, or is of no use any more', async () => {
    await tellAll('read', 'cancelled', 'expired', 'kept', 'kept too');
    await read('read');
    await database.query("UPDATE messages SET state = 'CANCELLED' WHERE content ->> 'message' = 'cancelled'");
    await database.query("UPDATE messages SET expires_at = now() WHERE content ->> 'message' = 'expired'");
    await scene.fire();
    expect(told()).toEqual([['kept', 'kept too']]);
    expect(await scene.became()).toEqual({ CANCELLED: 2, SENT: 2, 'SUPPRESSED EXPIRED': 1 });
    expect(await scene.windows()).toMatchObject({ done: 1 });
  });

  it.each<[string, string, string]>([
    ['all of it was read', 'UPDATE notifications SET read_at = now()', 'CANCELLED'],
    ['all of it was cancelled', "UPDATE messages SET state = 'CANCELLED'", 'CANCELLED'],
    ['its reader wants no email', 'UPDATE preferences SET email = false', 'SUPPRESSED PREFERENCE_OFF'],
    ['its reader was erased', 'UPDATE users SET erased_at = now()', 'SUPPRESSED NO_ADDRESS'],
    [
      'the address has bounced',
      "INSERT INTO suppressions (channel, address, reason) SELECT 'EMAIL', email, 'BOUNCED' FROM users ON CONFLICT DO NOTHING",
      'SUPPRESSED BOUNCED',
    ],
  ])('ends where %s', async (_why, change, became) => {
    await tellAll('one', 'two');
    await database.query(change);
    await scene.fire();
    expect(scene.sent).toEqual([]);
    expect(await scene.became()).toEqual({ [became]: 2 });
    expect(await scene.windows()).toEqual({ open: 0, closed: 0, done: 1 });
  });

  it('takes nothing more once it has closed: that goes into the next one', async () => {
    await tellAll('early', 'early too');
    await scene.timePasses();
    const closed = await scene.close();
    await tellAll('late');
    expect(await scene.windows()).toEqual({ open: 1, closed: 1, done: 0 });
    await scene.digests.deliver({ digestIds: closed });
    await scene.fire();
    expect(told()).toEqual([['early', 'early too'], ['late']]);
    expect(await scene.windows()).toEqual({ open: 0, closed: 0, done: 2 });
  });

  describe('that closes before the time of a step', () => {
    const ANOTHER_DIGEST = `digest_id IS NOT NULL AND due_at > now() + interval '95 minutes' AS "another"`;
    const step = (over = {}) =>
      scene.tell(asha, 'step', {
        strategy: 'ESCALATION',
        escalation: [{ channel: 'EMAIL', afterSeconds: 2_400 }],
        ...over,
      });
    const email = async (columns: string) =>
      (
        await database.query(
          `SELECT deliveries.status::text, ${columns} FROM deliveries JOIN messages ON messages.id = message_id
            WHERE channel = 'EMAIL' AND content ->> 'message' = 'step'`,
        )
      )[0];
    beforeEach(async () => {
      await tellAll('one', 'two');
      await database.query(
        `WITH soon AS (UPDATE digests SET closes_at = now() + interval '1 minute')
         UPDATE deliveries SET ready_at = now() + interval '1 minute'`,
      );
    });

    it('passes it on to the next', async () => {
      await step();
      await scene.fire();
      expect(told()).toEqual([['one', 'two']]);
      expect(await email(ANOTHER_DIGEST)).toEqual({ status: 'SCHEDULED', another: true });
      expect(await scene.windows()).toEqual({ open: 1, closed: 0, done: 1 });
      await scene.fire();
      expect(told()).toEqual([['one', 'two'], ['step']]);
      expect(await scene.windows()).toEqual({ open: 0, closed: 0, done: 2 });
    });

    it('puts it with what the next one holds already', async () => {
      await step();
      await scene.timePasses();
      const closed = await scene.close();
      await tellAll('three');
      await scene.digests.deliver({ digestIds: closed });
      expect(await scene.windows()).toEqual({ open: 1, closed: 0, done: 1 });
    });

    it('lets it wait for no later step that the next one holds', async () => {
      await step();
      await scene.timePasses();
      const closed = await scene.close();
      await scene.tell(asha, 'in a week', {
        strategy: 'ESCALATION',
        escalation: [{ channel: 'EMAIL', afterSeconds: 7 * 86_400 }],
      });
      await scene.digests.deliver({ digestIds: closed });
      expect(await email(`due_at < now() + interval '2 hours' AS "inTime"`)).toEqual({
        status: 'SCHEDULED',
        inTime: true,
      });
      const [next] = await database.query(
        `SELECT closes_at < now() + interval '2 hours' AS "inTime" FROM digests WHERE closed_at IS NULL`,
      );
      expect(next).toEqual({ inTime: true });
    });

    it('lets it go by itself where its reader wants no digests any more', async () => {
      await step();
      await database.query("UPDATE preferences SET digest = 'INSTANT'");
      await scene.fire();
      expect(await email('digest_id, due_at > now() + interval \'38 minutes\' AS "inTime"')).toEqual({
        status: 'SCHEDULED',
        digest_id: null,
        inTime: true,
      });
    });

    it('or where it would be of no use by the next', async () => {
      await step({ expiresAt: new Date(Date.now() + 3_600_000) });
      await scene.fire();
      expect(await email('digest_id')).toEqual({ status: 'SCHEDULED', digest_id: null });
    });

    it('leaves it to who has it in hand, and passes it on after them', async () => {
      await step();
      await database.transaction(async (sql) => {
        await sql.query("SELECT FROM deliveries WHERE ready_at > now() + interval '38 minutes' FOR UPDATE");
        await scene.fire();
      });
      expect(told()).toEqual([['one', 'two']]);
      expect(await scene.windows()).toEqual({ open: 0, closed: 1, done: 0 });
      await scene.digests.deliver({ digestIds: await scene.close() });
      expect(await email(ANOTHER_DIGEST)).toEqual({ status: 'SCHEDULED', another: true });
    });
  });

  it('is one for each type and person', async () => {
    const ravi = await scene.reader();
    await scene.tell(asha, 'a');
    await scene.tell(asha, 'b', { type: 'GENERIC' });
    await scene.tell(ravi, 'c');
    await scene.fire();
    expect(new Set(told().flat())).toEqual(new Set(['a', 'b', 'c']));
    expect(scene.sent).toHaveLength(3);
  });

  it('is told in the reader’s language and timezone', async () => {
    await database.query("UPDATE users SET locale = 'hi', timezone = 'Asia/Kolkata' WHERE id = $1", [asha]);
    await tellAll('एक', 'दो');
    await scene.fire();
    expect(scene.sent[0]?.said.title).toBe('2 नई घोषणाएँ');
  });

  it('tells fifty and says how many more there are', async () => {
    await tellAll(...Array.from({ length: 53 }, (_each, place) => `number ${place}`));
    await scene.fire();
    expect(told()[0]).toHaveLength(50);
    expect(told()[0]?.[0]).toBe('number 0');
    expect(scene.sent[0]?.collected?.more).toBe('And 3 more, which are in the app.');
    expect(scene.sent[0]?.said.title).toBe('53 new announcements');
    expect(await scene.became()).toEqual({ SENT: 53 });
  });

  it('that is too much for one email goes on in another, which is not taken for a repetition', async () => {
    await tellAll('first');
    await database.query(
      `WITH said AS (
         INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state, content)
         SELECT 'ANNOUNCEMENT', 'EVENT', '{}', '{EMAIL}', 'LOW', 'bulk', 'BROADCAST', 'COMPLETED', '{"message":"more"}'
           FROM generate_series(1, $2) RETURNING id
       ), noted AS (
         INSERT INTO notifications (message_id, user_id) SELECT id, $1 FROM said RETURNING message_id, id
       )
       INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, ready_at, due_at, digest_id)
       SELECT message_id, id, 'EMAIL', 'bulk', 'SCHEDULED', 0, now(), now(), (SELECT id FROM digests) FROM noted`,
      [asha, MOST_ITEMS + 5],
    );
    await scene.fire();
    expect(await scene.became()).toEqual({ SCHEDULED: 6, SENT: MOST_ITEMS });
    await scene.digests.deliver({ digestIds: await scene.close() });
    expect(await scene.became()).toEqual({ SENT: MOST_ITEMS + 6 });
    expect(new Set(scene.sent.map(({ deliveryId }) => deliveryId)).size).toBe(2);
    expect(await scene.windows()).toMatchObject({ done: 1 });
  });

  it('gives up alone what cannot be worded', async () => {
    await tellAll('one', 'two', 'broken');
    await database.query(
      "UPDATE messages SET content = NULL, declaration = 'gone' WHERE content ->> 'message' = 'broken'",
    );
    await scene.fire();
    expect(told()).toEqual([['one', 'two']]);
    expect(await scene.became()).toEqual({ FAILED: 1, SENT: 2 });
  });
});

describe('a digest that fails', () => {
  const busy = { kind: 'retry', code: 'SMTP_451', error: 'try later' } as const;

  it('is tried again as a whole, under the same id', async () => {
    await tellAll('one', 'two');
    scene.answers = [busy];
    await scene.fire();
    expect(await scene.became()).toEqual({ RETRYING: 2 });
    const [same] = await database.query<{ same: boolean }>(
      'SELECT digests.due_at = deliveries.due_at AS same FROM digests JOIN deliveries ON digest_id = digests.id LIMIT 1',
    );
    expect(same).toEqual({ same: true });
    await scene.fire();
    expect(told()).toEqual([['one', 'two']]);
    expect(await scene.windows()).toMatchObject({ done: 1 });
  });

  it('is not tried before its time, however often it is hinted at', async () => {
    await tellAll('one', 'two');
    scene.answers = [busy];
    await scene.fire();
    await database.query("UPDATE deliveries SET due_at = now() + interval '5 minutes'");
    const [digest] = await database.query<{ id: string }>('SELECT id FROM digests');
    await scene.digests.deliver({ digestIds: [digest?.id ?? ''] });
    expect(scene.sent).toEqual([]);
    const [row] = await database.query<{ waits: boolean }>(
      "SELECT due_at > now() + interval '4 minutes' AS waits FROM digests",
    );
    expect(row).toEqual({ waits: true });
  });

  it('is a dead letter for each item when the provider is down for good, which then go by themselves', async () => {
    await tellAll('one', 'two');
    scene.answers = [busy, busy, busy, busy];
    for (let times = 1; times <= 4; times++) await scene.fire();
    expect(await scene.became()).toEqual({ FAILED: 2 });
    expect(await scene.windows()).toEqual({ open: 0, closed: 0, done: 1 });

    const redriven = await redriveDead(database, {}, 7);
    expect(redriven.reduce((sum, { count }) => sum + count, 0)).toBe(2);
    expect(await database.query('SELECT FROM deliveries WHERE digest_id IS NOT NULL')).toEqual([]);
    await scene.fire();
    expect(scene.sent).toEqual([]);
  });
});

describe('a digest whose process dies', () => {
  it('after closing and before hinting is looked at again', async () => {
    await tellAll('one', 'two');
    await scene.timePasses();
    expect(await scene.close()).toHaveLength(1);
    expect(await scene.close()).toEqual([]);
    await scene.fire();
    expect(told()).toEqual([['one', 'two']]);
    expect(await scene.windows()).toMatchObject({ open: 0, done: 1 });
  });

  it('between claiming and sending goes again as a whole, once its lease is over', async () => {
    await tellAll('one', 'two');
    await scene.dies();
    expect(await scene.became()).toEqual({ SENDING: 2 });
    await scene.fire();
    expect(scene.sent).toEqual([]);
    expect(await scene.windows()).toEqual({ open: 0, closed: 1, done: 0 });

    await leasesEnd();
    // It hints at nothing of it alone.
    expect(await reapLost(database)).toEqual([]);
    expect(await scene.became()).toEqual({ PENDING: 2 });
    await scene.fire();
    expect(told()).toEqual([['one', 'two']]);
    expect(await scene.windows()).toMatchObject({ done: 1 });
  });

  it('again and again is parked like any email', async () => {
    await tellAll('one', 'two');
    for (let times = 1; times <= 2; times++) {
      await scene.dies();
      await leasesEnd();
      await reapLost(database);
    }
    expect(await scene.became()).toEqual({ UNKNOWN: 2 });
    await scene.fire();
    expect(scene.sent).toEqual([]);
    expect(await scene.windows()).toMatchObject({ closed: 0, done: 1 });
  });

  it('after recording what became of it is done when it is looked at again', async () => {
    await tellAll('one', 'two');
    await scene.fire();
    await database.query('UPDATE digests SET done_at = NULL');
    await scene.fire();
    expect(scene.sent).toHaveLength(1);
    expect(await scene.windows()).toMatchObject({ done: 1 });
  });

  it('or whose provider breaks leaves nothing behind that nobody knows of', async () => {
    await tellAll('one', 'two');
    scene.answers = [new Error('It breaks.')];
    await scene.fire();
    expect(await scene.became()).toEqual({ SENDING: 2 });
    await leasesEnd();
    await reapLost(database);
    await scene.fire();
    expect(told()).toEqual([['one', 'two']]);
  });
});
