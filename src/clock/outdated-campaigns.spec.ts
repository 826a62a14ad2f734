import { afterAll, beforeAll, expect, it } from 'vitest';
import { campaignRoom, emailOf } from '../../test/support/campaigns.js';
import { Housekeeping } from './housekeeping.js';

const HOUR = 60 * 60 * 1_000;
const DAY = 24 * HOUR;

let room: Awaited<ReturnType<typeof campaignRoom>>;

beforeAll(async () => {
  room = await campaignRoom();
});
afterAll(() => room.database.onApplicationShutdown());

/** A campaign of some age, and when its message has last gone on, in whichever state that is. */
async function campaign(
  name: string,
  state: string,
  ageMs: number,
  message?: { state: string; ageMs: number },
) {
  const { id } = await room.upload(`email\n${emailOf('asha')}\n`);
  const [sent] = message
    ? await room.database.query<{ id: string }>(
        `INSERT INTO messages (type, origin, audience, channels, priority, lane, strategy, state, progressed_at)
         VALUES ('GENERIC', 'MEMBER', '{}', '{EMAIL}', 'LOW', 'bulk', 'BROADCAST', $1::message_state, now() - make_interval(secs => $2))
         RETURNING id`,
        [message.state, message.ageMs / 1_000],
      )
    : [];
  const old = `uuidv7(make_interval(secs => ${-ageMs / 1_000}))`;
  await room.database.query(
    `WITH moved AS (INSERT INTO campaigns (id, sender_id, name, state, columns, message_id)
                    SELECT ${old}, sender_id, $2, $3::campaign_state, columns, $4 FROM campaigns WHERE id = $1 RETURNING id),
          rows AS (INSERT INTO campaign_rows (campaign_id, number, fields, user_id)
                   SELECT moved.id, number, fields, user_id FROM moved, campaign_rows WHERE campaign_id = $1)
     DELETE FROM campaigns WHERE id = $1`,
    [id, name, state, sent?.id ?? null],
  );
}

it('lists of people are kept as long as they are of use, and what was sent for good', async () => {
  await campaign('coming in', 'UPLOADING', HOUR / 2);
  await campaign('broken off', 'UPLOADING', 2 * HOUR);
  await campaign('draft', 'DRAFT', 29 * DAY);
  await campaign('old draft', 'DRAFT', 31 * DAY);
  await campaign('sent', 'SENT', 31 * DAY, { state: 'COMPLETED', ageMs: 29 * DAY });
  await campaign('sent long ago', 'SENT', 61 * DAY, { state: 'COMPLETED', ageMs: 31 * DAY });
  await campaign('still to go', 'SENT', 61 * DAY, { state: 'SCHEDULED', ageMs: 61 * DAY });
  await campaign('its message is gone', 'SENT', 61 * DAY);
  await new Housekeeping(room.database).whenDue();
  const left = await room.database.query<{ name: string; rows: number }>(
    `SELECT name, (SELECT count(*) FROM campaign_rows WHERE campaign_id = campaigns.id)::int AS rows FROM campaigns ORDER BY name`,
  );
  expect(left.map(({ name, rows }) => [name, rows])).toEqual([
    ['coming in', 1],
    ['draft', 1],
    ['its message is gone', 0],
    ['sent', 1],
    ['sent long ago', 0],
    ['still to go', 1],
  ]);
});
