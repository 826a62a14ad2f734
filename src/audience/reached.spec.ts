import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../test/support/database.js';
import { Database } from '../platform/database/database.js';
import type { Audience } from './audience.js';
import { sizeOf } from './counting/size-of.js';
import { recipientsAfter } from './recipients.js';

let database: Database;
const messages: string[] = [];

beforeAll(async () => {
  database = new Database((await testDatabase()).url);
  for (let count = 0; count < 2; count++) {
    const [row] = await database.query<{ id: string }>(
      `INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state)
       VALUES ('ANNOUNCEMENT', 'MEMBER', '{}', '{EMAIL,SMS,PUSH}', 'LOW', 'bulk', 'BROADCAST', 'COMPLETED') RETURNING id`,
    );
    messages.push(row!.id);
  }
});
afterAll(() => database?.onApplicationShutdown());

/** As `EMAIL SENT`, or `SMS SUPPRESSED BOUNCED`. */
type Left = string;

async function somebody(...byMessage: { read?: true; left: Left[] }[]): Promise<string> {
  const [person] = await database.query<{ id: string }>(
    `INSERT INTO users (name) VALUES ('Somebody') RETURNING id`,
  );
  for (const [place, { read, left }] of byMessage.entries()) {
    const [row] = await database.query<{ id: string }>(
      `INSERT INTO notifications (message_id, user_id, read_at) VALUES ($1, $2, CASE WHEN $3 THEN now() END) RETURNING id`,
      [messages[place], person!.id, read === true],
    );
    for (const [channel, status, reason = null] of left.map((each) => each.split(' '))) {
      await database.query(
        `INSERT INTO deliveries (message_id, notification_id, channel, lane, batch, status, reason, ready_at, due_at)
         VALUES ($1, $2, $3::channel, 'bulk', 0, $4::delivery_status, $5::suppression_reason, now(), now())`,
        [messages[place], row!.id, channel, status, reason],
      );
    }
  }
  return person!.id;
}

/** By each of the three ways in which it is asked, which have to agree. */
async function hasMissed(id: string, missed = messages): Promise<boolean> {
  const item = { missed, channels: ['EMAIL', 'SMS'], include: [{ users: [id] }] };
  const count = (audience: Audience) => sizeOf(database, audience);
  const values: unknown[] = ['00000000-0000-0000-0000-000000000000'];
  const chunk = recipientsAfter({ include: [item] }, (value) => `$${values.push(value)}`, '$1::uuid', '10');
  const answers = [
    await count({ include: [item] }),
    (await database.query(chunk, values)).length,
    1 - (await count({ include: [{ users: [id] }], exclude: [item] })),
  ];
  expect(new Set(answers).size, `the same by each way: ${answers.join()}`).toBe(1);
  return answers[0] === 1;
}

test.each<[string, boolean, { read?: true; left: Left[] }[]]>([
  ['who was never planned', true, []],
  ['to whom it has left', false, [{ left: ['EMAIL SENT'] }]],
  ['to whom it was delivered by one of them', false, [{ left: ['EMAIL FAILED', 'SMS DELIVERED'] }]],
  ['to whom it may have left', false, [{ left: ['EMAIL UNKNOWN'] }]],
  ['to whom it is just leaving', false, [{ left: ['EMAIL SENDING'] }]],
  ['to whom it still will', false, [{ left: ['EMAIL SCHEDULED'] }]],
  ['who waits for a worker', false, [{ left: ['EMAIL PENDING'] }]],
  ['for whom it is tried again', false, [{ left: ['EMAIL RETRYING'] }]],
  ['to whom it was cancelled', true, [{ left: ['EMAIL CANCELLED'] }]],
  ['who has read it before it left', false, [{ read: true, left: ['EMAIL CANCELLED'] }]],
  ['to whom it has failed by each', true, [{ left: ['EMAIL FAILED', 'SMS FAILED'] }]],
  ['whom only another channel has reached', true, [{ left: ['EMAIL FAILED', 'PUSH SENT'] }]],
  ['who had no address', true, [{ left: ['EMAIL SUPPRESSED NO_ADDRESS'] }]],
  ['who had had too many', true, [{ left: ['EMAIL SUPPRESSED THROTTLED'] }]],
  ['who wants it by none of them', false, [{ left: ['EMAIL SUPPRESSED UNSUBSCRIBED'] }]],
  [
    'who wants it by one, which has failed',
    true,
    [{ left: ['EMAIL FAILED', 'SMS SUPPRESSED PREFERENCE_OFF'] }],
  ],
  ['to whom it went by neither', true, [{ left: ['PUSH SENT'] }]],
  ['whom the second one has reached', false, [{ left: ['EMAIL FAILED'] }, { left: ['EMAIL SENT'] }]],
  ['whom neither has reached', true, [{ left: ['EMAIL FAILED'] }, { left: ['EMAIL CANCELLED'] }]],
])('has missed it: %s: %s', async (_who, expected, byMessage) => {
  expect(await hasMissed(await somebody(...byMessage))).toBe(expected);
});

test('another message counts for nothing', async () => {
  const id = await somebody({ left: ['EMAIL FAILED'] }, { left: ['EMAIL SENT'] });
  expect(await hasMissed(id, messages.slice(0, 1))).toBe(true);
});
