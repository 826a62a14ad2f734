import type { Sql } from '../../platform/database/database.js';
import { HELD_AT_NIGHT, heldUntil } from '../channels.sql.js';
import type { MessageDraft } from '../planning/message-draft.js';
import { waiting, ways } from '../planning/stepping.sql.js';
import type { Channel, Priority } from '../vocabulary.js';
import type { Lot, Outlook } from './outlook.sql.js';

type Sent = Outlook & Pick<MessageDraft, 'scheduledFor' | 'localTime'> & { priority: Priority };

/** How many of the people each channel reaches only after their night, as planning would find when it is their turn. */
export async function countHeld(
  sql: Sql,
  outlook: Sent,
  lots: readonly Lot[],
): Promise<Partial<Record<Channel, number>>> {
  const resting = lots.filter(({ quietStart }) => quietStart !== null);
  if (resting.length === 0) return {};
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const rows = await sql.query<{ channel: Channel; people: number }>(
    `WITH ways AS (${ways(outlook, bind)}),
     judged AS (
       SELECT place AS id, people, ways.variant, ways.channel, ways.delay, timezone, quiet_start, quiet_end,
              reasons ->> (number - 1) AS reason
         FROM jsonb_to_recordset(${bind(JSON.stringify(resting.map(asRecord)))}::jsonb)
                AS lots(place int, people int, variant text, timezone text, quiet_start time, quiet_end time, reasons jsonb)
         JOIN ways ON ways.variant IS NOT DISTINCT FROM lots.variant
     ),
     timed AS (SELECT judged.*, ${begin(outlook, bind)} + make_interval(secs => ${waiting(outlook)}) AS moment FROM judged)
     SELECT channel::text, sum(people)::int AS people FROM timed
      WHERE reason IS NULL AND ${heldUntil('channel', 'moment', outlook.priority)} IS NOT NULL
      GROUP BY channel`,
    values,
  );
  return Object.fromEntries(rows.map(({ channel, people }) => [channel, people]));
}

export const restsAtNight = (channels: readonly Channel[], priority: Priority): boolean =>
  priority !== 'CRITICAL' && channels.some((channel) => HELD_AT_NIGHT.includes(channel));

const asRecord = ({ people, variant, timezone, quietStart, quietEnd, reasons }: Lot, place: number) => ({
  place,
  people,
  variant,
  timezone,
  quiet_start: quietStart,
  quiet_end: quietEnd,
  reasons,
});

/** When it is their turn. */
function begin({ scheduledFor, localTime }: Sent, bind: (value: unknown) => string): string {
  if (localTime !== undefined) {
    return `GREATEST(local_instant(${bind(localTime)}::timestamp, COALESCE(timezone, 'UTC')), now())`;
  }
  return scheduledFor === undefined ? 'now()' : `GREATEST(${bind(scheduledFor)}::timestamptz, now())`;
}
