import { recipients, type Bind } from '../../audience/recipients.js';
import type { Audience } from '../../audience/audience.js';
import type { Role } from '../../identity/roles.js';
import type { Sql } from '../../platform/database/database.js';
import { addressOf, reasonAgainst } from '../channels.sql.js';
import { variantOf } from '../planning/stepping.sql.js';
import type { Timed } from '../planning/timing.js';
import { busyHour, HAD_LATELY } from '../planning/withholding.sql.js';
import type { Channel, SuppressionReason } from '../vocabulary.js';

/** What a message would be, as far as it decides whom it reaches. */
export interface Outlook extends Timed {
  type: string;
  audience: Audience;
  channels: readonly Channel[];
  mandatory: readonly Channel[];
  /** How much of the past hour is too much for somebody; null where nobody is spared. */
  throttlePerHour: number | null;
  /** Whether somebody's night can hold it back. */
  restsAtNight: boolean;
}

/** So many people of whom the same holds. */
export interface Lot {
  people: number;
  role: Role;
  variant: string | null;
  /** Where it goes by PUSH, whether they have a device. */
  rings: boolean;
  /** Why each channel would not reach them, in the order of the channels. */
  reasons: (SuppressionReason | null)[];
  /** Of those alone who have quiet hours. */
  timezone: string | null;
  quietStart: string | null;
  quietEnd: string | null;
}

/**
 * What planning would decide for each person, for all of them at once: it looks up one by one, which is right for a
 * chunk, and here whole tables are joined and read once. The decisions themselves are the same SQL.
 * Indexes: as of `recipients`, and where they are few users_pkey, preferences_pkey, devices_user_id_idx and
 * suppressions_channel_address_key.
 */
export async function lotsOf(sql: Sql, outlook: Outlook): Promise<Lot[]> {
  const throttled = await throttles(sql, outlook);
  const suppressing = await suppressingOf(sql, outlook);
  return await lotsAmong(sql, outlook, throttled, suppressing, (bind) => recipients(outlook.audience, bind));
}

/** The same of some people, each of them once. */
export async function lotsAmong(
  sql: Sql,
  outlook: Outlook,
  throttled: boolean,
  suppressing: ReadonlySet<Channel>,
  people: (bind: Bind) => string,
): Promise<Lot[]> {
  const { channels, restsAtNight, throttlePerHour } = outlook;
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const type = `${bind(outlook.type)}::text`;
  const mandatory = `${bind(outlook.mandatory)}::channel[]`;
  const reasons = channels.map((channel, place) => {
    const against = reasonAgainst(literal(channel), {
      type,
      mandatory,
      withheld: throttled ? 'throttled.withheld' : 'NULL::suppression_reason',
      address: ADDRESS_IN_SETS[channel] ?? addressOf(literal(channel)),
      suppressed: suppressing.has(channel) ? `suppressed_${place}.reason` : 'NULL',
    });
    return `${against} AS reason_${place}`;
  });
  const known = channels.map((_channel, place) => `reason_${place}`);
  const night = (column: string, as: string) =>
    `${restsAtNight ? `CASE WHEN quiet_start IS NOT NULL THEN ${column}::text END` : 'NULL::text'} AS "${as}"`;
  const grouped = `role, variant, rings, timezone, "quietStart", "quietEnd", ${known.join(', ')}`;
  return await sql.query<Lot>(
    `SELECT people, role, variant, rings, ARRAY[${known.map((each) => `${each}::text`).join(', ')}] AS reasons,
            timezone, "quietStart", "quietEnd"
       FROM (
         SELECT count(*)::int AS people, ${grouped}
           FROM (
             SELECT users.role, variant, ${channels.includes('PUSH') ? HAS_DEVICE : 'false'} AS rings,
                    ${night('timezone', 'timezone')}, ${night('quiet_start', 'quietStart')}, ${night('quiet_end', 'quietEnd')},
                    ${reasons.join(', ')}
               FROM (SELECT user_id, ${variantOf(outlook, bind)} AS variant FROM (${people(bind)}) AS people) AS chosen
               JOIN users ON users.id = chosen.user_id
               LEFT JOIN preferences ON preferences.user_id = chosen.user_id
               ${throttled ? joinThrottled(people(bind), `${bind(throttlePerHour)}::int`) : ''}
               ${channels.map((channel, place) => (suppressing.has(channel) ? joinSuppressed(channel, place) : '')).join(' ')}
           ) AS judged
          GROUP BY ${grouped}
       ) AS lots`,
    values,
  );
}

const literal = (channel: Channel) => `'${channel}'::channel`;

/** Asked in this way, PostgreSQL may read all of them once instead of looking each person up. */
const HAS_DEVICE = 'EXISTS (SELECT FROM devices WHERE devices.user_id = users.id)';
const ADDRESS_IN_SETS: Partial<Record<Channel, string>> = {
  IN_APP: 'users.id',
  PUSH: `CASE WHEN ${HAS_DEVICE} THEN users.id::text END`,
  WEBHOOK:
    'CASE WHEN EXISTS (SELECT FROM webhook_endpoints WHERE webhook_endpoints.user_id = users.id AND disabled_at IS NULL) THEN users.id::text END',
};

const joinSuppressed = (channel: Channel, place: number): string =>
  `LEFT JOIN suppressions AS suppressed_${place}
     ON suppressed_${place}.channel = '${channel}' AND suppressed_${place}.address = ${ADDRESS_COLUMN[channel]}`;

/** Who has no such address is told that first. */
const ADDRESS_COLUMN: Record<Channel, string> = {
  IN_APP: 'NULL',
  EMAIL: 'users.email',
  SMS: 'users.phone',
  WHATSAPP: 'users.phone',
  PUSH: 'users.id::text',
  WEBHOOK: 'users.id::text',
};

/** The channels that have addresses which must not be written to: the others are not asked for each person. Index: suppressions_channel_address_key. */
export async function suppressingOf(sql: Sql, { channels }: Outlook): Promise<ReadonlySet<Channel>> {
  const rows = await sql.query<{ channel: Channel }>(
    `SELECT asked.channel::text AS channel FROM unnest($1::channel[]) AS asked(channel)
      WHERE asked.channel <> 'IN_APP' AND EXISTS (SELECT FROM suppressions WHERE suppressions.channel = asked.channel)`,
    [channels],
  );
  return new Set(rows.map(({ channel }) => channel));
}

/** Whether the past hour was busy enough that somebody may have had too much; with the message itself, which planning finds in it. */
export async function throttles(sql: Sql, { throttlePerHour }: Outlook): Promise<boolean> {
  if (throttlePerHour === null) return false;
  const [row] = await sql.query<{ busy: boolean }>(`SELECT ${busyHour('($1::int - 1)')} AS busy`, [
    throttlePerHour,
  ]);
  return row?.busy ?? false;
}

const joinThrottled = (people: string, limit: string): string =>
  `LEFT JOIN (SELECT user_id, 'THROTTLED'::suppression_reason AS withheld FROM (${hadTooMuch(limit, people)}) AS many) AS throttled
     ON throttled.user_id = chosen.user_id`;

/** Who has had too much lately. Indexes: notifications_id_brin_idx, or notifications_feed_idx where it is asked of a few. */
export const hadTooMuch = (limit: string, people?: string): string =>
  `SELECT recent.user_id FROM notifications AS recent
    WHERE ${people === undefined ? '' : `recent.user_id IN (${people}) AND `}${HAD_LATELY}
    GROUP BY recent.user_id HAVING count(*) >= ${limit}`;
