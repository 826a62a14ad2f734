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
  return await lotsAmong(sql, outlook, await circumstances(sql, outlook), (bind) => {
    const people = recipients(outlook.audience, bind);
    return `SELECT ${PERSON} FROM (${people}) AS chosen JOIN users ON users.id = chosen.user_id`;
  });
}

/** What is told by somebody themselves, over `users`. */
export const PERSON = 'users.id AS user_id, users.id, users.role, users.email, users.phone, users.timezone';

/**
 * The same of some people, with `PERSON` of each of them once. They are found before anything is looked up for them
 * (`OFFSET 0`), so that PostgreSQL can share that among its workers.
 */
export async function lotsAmong(
  sql: Sql,
  outlook: Outlook,
  { throttled, suppressing }: Circumstances,
  people: (bind: Bind) => string,
): Promise<Lot[]> {
  const { channels, restsAtNight, throttlePerHour } = outlook;
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const type = `${bind(outlook.type)}::text`;
  const mandatory = `${bind(outlook.mandatory)}::channel[]`;
  const ringing = channels.includes('PUSH');
  const reasons = channels.map((channel, place) => {
    const against = reasonAgainst(literal(channel), {
      type,
      mandatory,
      withheld: throttled ? 'throttled.withheld' : 'NULL::suppression_reason',
      address: addressIn(channel),
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
             SELECT users.role, variant, ${ringing ? RINGS : 'false'} AS rings,
                    ${night('timezone', 'timezone')}, ${night('quiet_start', 'quietStart')}, ${night('quiet_end', 'quietEnd')},
                    ${reasons.join(', ')}
               FROM (SELECT people.*, ${variantOf(outlook, bind)} AS variant FROM (${people(bind)}) AS people OFFSET 0) AS users
               LEFT JOIN preferences ON preferences.user_id = users.id
               ${ringing ? JOIN_RINGING : ''}
               ${channels.includes('WEBHOOK') ? JOIN_ENDPOINTS : ''}
               ${throttled ? joinThrottled(people(bind), `${bind(throttlePerHour)}::int`) : ''}
               ${channels.map((channel, place) => (suppressing.has(channel) ? joinSuppressed(channel, place) : '')).join(' ')}
           ) AS judged
          GROUP BY ${grouped}
       ) AS lots`,
    values,
  );
}

export const literal = (channel: Channel) => `'${channel}'::channel`;

/**
 * Looked up once for each: as EXISTS, all devices there are would be read besides, once for each mention.
 * Index: devices_user_id_idx.
 */
const JOIN_RINGING =
  'LEFT JOIN LATERAL (SELECT user_id FROM devices WHERE devices.user_id = users.id LIMIT 1) AS ringing ON true';
const RINGS = 'ringing.user_id IS NOT NULL';
const JOIN_ENDPOINTS =
  'LEFT JOIN webhook_endpoints ON webhook_endpoints.user_id = users.id AND disabled_at IS NULL';

/** Null where it is with `addressOf`: whoever looks up one by one would do so a million times. */
function addressIn(channel: Channel): string {
  if (channel === 'IN_APP') return 'users.id';
  if (channel === 'PUSH') return `CASE WHEN ${RINGS} THEN users.id END`;
  return channel === 'WEBHOOK' ? 'webhook_endpoints.user_id' : addressOf(literal(channel));
}

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

/** What is asked once, because it is mostly so of nobody. */
export interface Circumstances {
  /** Whether the past hour was busy enough that somebody may have had too much. */
  throttled: boolean;
  /** The channels that have addresses which must not be written to. */
  suppressing: ReadonlySet<Channel>;
}

/** Indexes: messages_progressed_idx, suppressions_channel_address_key. */
export async function circumstances(
  sql: Sql,
  { channels, throttlePerHour }: Outlook,
): Promise<Circumstances> {
  // With the message itself, which planning finds among those of the hour.
  const [row] = await sql.query<{ busy: boolean | null; suppressing: Channel[] }>(
    `SELECT ${busyHour('($1::int - 1)')} AS busy,
            ARRAY(SELECT asked.channel::text FROM unnest($2::channel[]) AS asked(channel)
                   WHERE asked.channel <> 'IN_APP'
                     AND EXISTS (SELECT FROM suppressions WHERE suppressions.channel = asked.channel)) AS suppressing`,
    [throttlePerHour, channels],
  );
  return {
    throttled: throttlePerHour !== null && row?.busy === true,
    suppressing: new Set(row?.suppressing),
  };
}

const joinThrottled = (people: string, limit: string): string =>
  `LEFT JOIN (SELECT user_id, 'THROTTLED'::suppression_reason AS withheld FROM (${hadTooMuch(limit, `SELECT user_id FROM (${people}) AS people`)}) AS many) AS throttled
     ON throttled.user_id = users.id`;

/** Who has had too much lately. Indexes: notifications_id_brin_idx, or notifications_feed_idx where it is asked of a few. */
export const hadTooMuch = (limit: string, people?: string): string =>
  `SELECT recent.user_id FROM notifications AS recent
    WHERE ${people === undefined ? '' : `recent.user_id IN (${people}) AND `}${HAD_LATELY}
    GROUP BY recent.user_id HAVING count(*) >= ${limit}`;
