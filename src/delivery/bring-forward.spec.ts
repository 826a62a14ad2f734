import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/support/database.js';
import type { Channel } from '../notifications/vocabulary.js';
import { Database } from '../platform/database/database.js';
import { bringForward } from './bring-forward.sql.js';
import { findMessage } from './find-message.sql.js';

let database: Database;
let url: string;
let messageId: string;
let notificationId: string;
let userId: string;

beforeAll(async () => {
  ({ url } = await testDatabase());
  database = new Database(url);
});
afterAll(() => database.onApplicationShutdown());

const DELAYS = { IN_APP: 0, SMS: 600, WHATSAPP: 600, EMAIL: 2_400, PUSH: 3_600 } as const;
type Step = keyof typeof DELAYS;

beforeEach(async () => {
  await database.query('TRUNCATE deliveries, notifications, messages, preferences');
  await said();
});

async function said(
  over: { strategy?: string; experiment?: string; timings?: object[] } = {},
): Promise<void> {
  const channels = Object.keys(DELAYS);
  const timings = over.timings ?? [{ name: 'default', delays: Object.values(DELAYS) }];
  const [row] = await database.query<{ messageId: string; id: string; userId: string }>(
    `WITH said AS (
       INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state, timings, experiment)
       VALUES ('GENERIC', 'EVENT', '{}', $1::channel[], 'LOW', 'bulk', $2::strategy, 'COMPLETED', $3, $4) RETURNING id
     ), somebody AS (
       INSERT INTO users (name) VALUES ('Somebody') RETURNING id
     )
     INSERT INTO notifications (message_id, user_id, variant) SELECT said.id, somebody.id, $5 FROM said, somebody
     RETURNING message_id AS "messageId", id, user_id AS "userId"`,
    [
      channels,
      over.strategy ?? 'ESCALATION',
      JSON.stringify(timings),
      over.experiment ?? null,
      over.experiment === undefined ? null : 'brisk',
    ],
  );
  ({ messageId, id: notificationId, userId } = row!);
}

/** Their deliveries, each in a status, and due when their step is. */
const stand = (given: Partial<Record<Step, string>>) =>
  database.query(
    `INSERT INTO deliveries (message_id, notification_id, channel, lane, status, batch, ready_at, due_at)
     SELECT $1, $2, channel, 'bulk', status, 0, at, at
       FROM unnest($3::channel[], $4::delivery_status[], $5::int[]) AS given(channel, status, delay)
      CROSS JOIN LATERAL (SELECT now() + make_interval(secs => delay) AS at) AS times`,
    [
      messageId,
      notificationId,
      Object.keys(given),
      Object.values(given),
      Object.keys(given).map((channel) => DELAYS[channel as Step]),
    ],
  );

const forward = async (...ended: Channel[]) => {
  const message = await findMessage(database, messageId);
  return await bringForward(
    database,
    message!,
    ended.map((channel) => ({ notificationId, channel })),
  );
};
/** The channels that are due now as a step. */
const soon = async () => {
  const rows = await database.query<{ channel: Step }>(
    `SELECT channel FROM deliveries WHERE message_id = $1 AND status = 'SCHEDULED' AND due_at <= now() AND ready_at <= now()
      ORDER BY channel`,
    [messageId],
  );
  return rows.map(({ channel }) => channel);
};

describe('the next step is due at once', () => {
  it.each<[string, Partial<Record<Step, string>>, Channel[], Step[]]>([
    ['after one that failed', { SMS: 'FAILED', EMAIL: 'SCHEDULED', PUSH: 'SCHEDULED' }, ['SMS'], ['EMAIL']],
    ['after one that was suppressed', { SMS: 'SUPPRESSED', EMAIL: 'SCHEDULED' }, ['SMS'], ['EMAIL']],
    [
      'after both channels of a step',
      { SMS: 'FAILED', WHATSAPP: 'FAILED', EMAIL: 'SCHEDULED' },
      ['SMS', 'WHATSAPP'],
      ['EMAIL'],
    ],
    [
      'after the last channel of a step',
      { SMS: 'SUPPRESSED', WHATSAPP: 'FAILED', EMAIL: 'SCHEDULED' },
      ['WHATSAPP'],
      ['EMAIL'],
    ],
    [
      'with both of its channels',
      { EMAIL: 'FAILED', SMS: 'SCHEDULED', WHATSAPP: 'SCHEDULED' },
      ['EMAIL'],
      ['SMS', 'WHATSAPP'],
    ],
    [
      'passing over one that was cancelled',
      { SMS: 'FAILED', EMAIL: 'CANCELLED', PUSH: 'SCHEDULED' },
      ['SMS'],
      ['PUSH'],
    ],
    [
      'although an earlier one was sent',
      { SMS: 'SENT', EMAIL: 'FAILED', PUSH: 'SCHEDULED' },
      ['EMAIL'],
      ['PUSH'],
    ],
  ])('%s', async (_what, given, ended, expected) => {
    await stand(given);
    expect(await forward(...ended)).toBe(expected.length);
    expect((await soon()).sort()).toEqual(expected.sort());
  });

  it('and done again, also when it is on its way, nothing more moves', async () => {
    await stand({ SMS: 'FAILED', EMAIL: 'SCHEDULED', PUSH: 'SCHEDULED' });
    await Promise.all([forward('SMS'), forward('SMS'), forward('SMS')]);
    await forward('SMS');
    expect(await soon()).toEqual(['EMAIL']);
    await database.query(`UPDATE deliveries SET status = 'PENDING' WHERE channel = 'EMAIL'`);
    expect(await forward('SMS')).toBe(0);
  });

  it('by the timing of the variant', async () => {
    await said({
      experiment: 'pace',
      timings: [
        { name: 'brisk', delays: [0, 0, 60, 300, 600] },
        { name: 'patient', delays: Object.values(DELAYS) },
      ],
    });
    await stand({ SMS: 'FAILED', WHATSAPP: 'FAILED', EMAIL: 'SCHEDULED' });
    // For them SMS is no step.
    expect(await forward('SMS')).toBe(0);
    expect(await forward('WHATSAPP')).toBe(1);
  });

  it('but waits for the end of quiet hours, never longer than it would have', async () => {
    await database.query(
      `INSERT INTO preferences (user_id, quiet_start, quiet_end)
       VALUES ($1, (now() AT TIME ZONE 'UTC' - interval '1 hour')::time, (now() AT TIME ZONE 'UTC' + interval '30 minutes')::time)`,
      [userId],
    );
    await stand({ EMAIL: 'FAILED', SMS: 'SCHEDULED', PUSH: 'SCHEDULED' });
    await database.query(`UPDATE deliveries SET due_at = now() + interval '3 hours' WHERE channel = 'PUSH'`);
    expect(await forward('EMAIL')).toBe(1);
    const [sms] = await database.query(
      `SELECT held, due_at > now() AS later, due_at <= now() + interval '600 seconds' AS sooner FROM deliveries WHERE channel = 'SMS'`,
    );
    expect(sms).toEqual({ held: true, later: true, sooner: true });
  });
});

describe('nothing moves', () => {
  it.each<[string, Partial<Record<Step, string>>, Channel[]]>([
    [
      'while the other channel of the step is on its way',
      { SMS: 'FAILED', WHATSAPP: 'RETRYING', EMAIL: 'SCHEDULED' },
      ['SMS'],
    ],
    [
      'where the other channel of the step has arrived',
      { SMS: 'FAILED', WHATSAPP: 'DELIVERED', EMAIL: 'SCHEDULED' },
      ['SMS'],
    ],
    ['where it may have', { SMS: 'FAILED', WHATSAPP: 'UNKNOWN', EMAIL: 'SCHEDULED' }, ['SMS']],
    ['for what was no step', { IN_APP: 'FAILED', EMAIL: 'SCHEDULED' }, ['IN_APP']],
    [
      'for what has not ended, its lease being somebody else’s',
      { SMS: 'SENDING', EMAIL: 'SCHEDULED' },
      ['SMS'],
    ],
    ['where nothing follows', { SMS: 'FAILED', EMAIL: 'CANCELLED' }, ['SMS']],
    ['for nobody', { SMS: 'FAILED', EMAIL: 'SCHEDULED' }, []],
  ])('%s', async (_what, given, ended) => {
    await stand(given);
    expect(await forward(...ended)).toBe(0);
    expect(await soon()).toEqual([]);
  });

  it('in a broadcast', async () => {
    await said({ strategy: 'BROADCAST' });
    await stand({ SMS: 'FAILED', EMAIL: 'SCHEDULED' });
    expect(await forward('SMS')).toBe(0);
  });

  it('of what goes by a digest', async () => {
    await stand({ SMS: 'FAILED', EMAIL: 'SCHEDULED' });
    await database.query(`UPDATE deliveries SET digest_id = uuidv7() WHERE channel = 'EMAIL'`);
    expect(await forward('SMS')).toBe(0);
  });

  it('of somebody else', async () => {
    await stand({ SMS: 'FAILED', EMAIL: 'SCHEDULED' });
    const failed = { notificationId, channel: 'SMS' } as const;
    await said();
    await stand({ SMS: 'SENT', EMAIL: 'SCHEDULED' });
    expect(await bringForward(database, (await findMessage(database, messageId))!, [failed])).toBe(0);
  });

  it('past a read that has not committed yet, nor after it', async () => {
    await stand({ SMS: 'FAILED', EMAIL: 'SCHEDULED' });
    const reader = new Client({ connectionString: url });
    await reader.connect();
    try {
      await reader.query('BEGIN');
      await reader.query('UPDATE notifications SET read_at = now() WHERE user_id = $1', [userId]);
      await reader.query(`UPDATE deliveries SET status = 'CANCELLED' WHERE status = 'SCHEDULED'`);
      expect(await forward('SMS')).toBe(0);
      await reader.query('COMMIT');
    } finally {
      await reader.end();
    }
    expect(await forward('SMS')).toBe(0);
    const [email] = await database.query(`SELECT status FROM deliveries WHERE channel = 'EMAIL'`);
    expect(email).toEqual({ status: 'CANCELLED' });
  });
});
