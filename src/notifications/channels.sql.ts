import type { Channel, Priority } from './vocabulary.js';

/** Where a channel reaches somebody, for queries that have joined `users`. Null where it does not. */
const ADDRESS: Record<Channel, string> = {
  IN_APP: 'users.id::text',
  EMAIL: 'users.email',
  SMS: 'users.phone',
  WHATSAPP: 'users.phone',
  PUSH: '(SELECT users.id::text FROM devices WHERE devices.user_id = users.id LIMIT 1)',
  WEBHOOK:
    '(SELECT users.id::text FROM webhook_endpoints WHERE webhook_endpoints.user_id = users.id AND disabled_at IS NULL)',
};

/** Where a member says whether they want it, for queries that have joined `preferences`. */
const CHOICE: Record<Channel, string> = {
  IN_APP: 'preferences.in_app',
  EMAIL: 'preferences.email',
  SMS: 'preferences.sms',
  WHATSAPP: 'preferences.whatsapp',
  PUSH: 'preferences.push',
  WEBHOOK: 'NULL',
};

const byChannel = (channel: string, sql: Record<Channel, string>) =>
  `CASE ${channel} ${Object.entries(sql)
    .map(([name, each]) => `WHEN '${name}' THEN ${each}`)
    .join(' ')} END`;

export const addressOf = (channel: string): string => byChannel(channel, ADDRESS);

/**
 * Whether somebody wants a channel for a type of message: what is mandatory, then their choice for the type
 * and the channel, then their choice for the channel, then yes. What a host has written that is neither yes nor
 * no is no choice: a cast would fail on it, and one wrong row would stop everybody else's message.
 */
export const welcome = (channel: string, type: string, mandatory: string): string =>
  `(preferences.user_id IS NULL OR ${channel} = ANY(${mandatory})
     OR COALESCE(CASE preferences.types -> ${type} ->> ${channel}::text WHEN 'true' THEN true WHEN 'false' THEN false END,
                 ${byChannel(channel, CHOICE)}, true))`;

interface Judged {
  type: string;
  mandatory: string;
  /** Why the message does not interrupt them at all; null where it may. */
  withheld: string;
  /** Where the channel reaches them, and why that must not be written to. */
  address: string;
  suppressed: string;
}

/** Why somebody is not sent a message by a channel; null where they are. For queries that have joined `preferences`. */
export const reasonAgainst = (
  channel: string,
  { type, mandatory, withheld, address, suppressed }: Judged,
): string =>
  `CASE WHEN ${withheld} = 'DUPLICATE' THEN ${withheld}
        WHEN ${withheld} = 'THROTTLED' AND NOT ${channel} = ANY(${mandatory}) THEN ${withheld}
        WHEN NOT ${welcome(channel, type, mandatory)} THEN 'PREFERENCE_OFF'
        WHEN ${address} IS NULL THEN 'NO_ADDRESS'
        ELSE ${suppressed} END`;

// OFFSET 0 keeps each of these a lookup by key: what a chunk costs must not hang on how large the tables are,
// nor on what the planner believes about them.

/** What is known of a person and of their choices. Indexes: users_pkey, preferences_pkey. */
export const joinPerson = (userId: string): string =>
  `LEFT JOIN LATERAL (SELECT id, email, phone, locale, timezone FROM users
                       WHERE users.id = ${userId} AND erased_at IS NULL OFFSET 0) AS users ON true
   LEFT JOIN LATERAL (SELECT * FROM preferences WHERE preferences.user_id = ${userId} OFFSET 0) AS preferences ON true`;

/** Finds the reason why an address must not be written to. Index: suppressions_channel_address_key. */
export const joinSuppressions = (channel: string): string =>
  `LEFT JOIN LATERAL (SELECT reason FROM suppressions
                       WHERE ${channel} <> 'IN_APP' AND suppressions.channel = ${channel}
                         AND suppressions.address = ${addressOf(channel)} OFFSET 0) AS suppressions ON true`;

/** The channels that make a sound at night. */
export const HELD_AT_NIGHT: readonly Channel[] = ['PUSH', 'SMS', 'WHATSAPP'];

/**
 * Until when quiet hours hold something back that would leave at a moment, for queries whose rows know
 * `timezone`, `quiet_start` and `quiet_end`; null where they don't.
 */
export const heldUntil = (channel: string, at: string, priority: Priority): string =>
  priority === 'CRITICAL'
    ? 'NULL::timestamptz'
    : `CASE WHEN quiet_start IS NOT NULL AND ${channel} IN (${HELD_AT_NIGHT.map((each) => `'${each}'`).join(', ')})
            THEN quiet_until(${at}, timezone, quiet_start, quiet_end) END`;

/**
 * How often somebody wants their emails of a type, for queries that have joined `preferences`: their choice for
 * the type, then their choice for all.
 */
export const digestOf = (type: string): string =>
  `COALESCE(CASE WHEN preferences.types -> ${type} ->> 'digest' IN ('INSTANT', 'HOURLY', 'DAILY', 'WEEKLY')
                 THEN preferences.types -> ${type} ->> 'digest' END::digest_interval, preferences.digest, 'INSTANT')`;
