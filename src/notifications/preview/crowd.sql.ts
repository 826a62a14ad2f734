import { isAmong, recipients, type Bind } from '../../audience/recipients.js';
import type { Sql } from '../../platform/database/database.js';
import { welcome } from '../channels.sql.js';
import type { Channel, SuppressionReason } from '../vocabulary.js';
import {
  circumstances,
  hadTooMuch,
  literal,
  lotsAmong,
  PERSON,
  type Circumstances,
  type Lot,
  type Outlook,
} from './outlook.sql.js';

/**
 * The same of a crowd, of whom most are alike: members who have an address, want it, have no nights that hold it and
 * were written to in vain by nobody. Only the others are judged one by one, and who is alike is what is left. Of these
 * some have a device.
 * Indexes: as of `recipients`; users, preferences and devices are read as a whole.
 */
export async function lotsOfCrowd(sql: Sql, outlook: Outlook, size: number): Promise<Lot[]> {
  const all = await circumstances(sql, outlook);
  const everybody = size === (await countEverybody(sql));
  const unlike = await lotsAmong(sql, outlook, all, (bind) => {
    const rules = exceptions(outlook, all, bind).join(' OR ');
    const among = everybody ? 'true' : isAmong(outlook.audience, bind, 'users.id');
    return `SELECT ${PERSON} FROM users WHERE erased_at IS NULL AND (${rules}) AND ${among}`;
  });
  const alike = size - sum(unlike);
  const ringing = outlook.channels.includes('PUSH')
    ? (await countRinging(sql, outlook, everybody)) - sum(unlike.filter(({ rings }) => rings))
    : 0;
  return [...unlike, alikeLot(outlook, ringing, true), alikeLot(outlook, alike - ringing, false)].filter(
    ({ people }) => people > 0,
  );
}

/** Where they are all there are, nobody has to be told apart from the others. */
async function countEverybody(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM users WHERE erased_at IS NULL',
  );
  return row?.count ?? 0;
}

const sum = (lots: readonly Lot[]) => lots.reduce((total, { people }) => total + people, 0);

/** Whoever may differ from most in what the channels ask about, over `users`. */
function exceptions(
  { type, channels, mandatory, restsAtNight, throttlePerHour }: Outlook,
  { throttled, suppressing }: Circumstances,
  bind: Bind,
): string[] {
  const has = (...some: Channel[]) => some.some((channel) => channels.includes(channel));
  const asked = [`${bind(type)}::text`, `${bind(mandatory)}::channel[]`] as const;
  const unlike = channels.map((channel) => `NOT ${welcome(literal(channel), ...asked)}`);
  const some = [
    `SELECT user_id FROM preferences WHERE ${unlike.join(' OR ')}${restsAtNight ? ' OR quiet_start IS NOT NULL' : ''}`,
    ...(has('WEBHOOK') ? ['SELECT user_id FROM webhook_endpoints WHERE user_id IS NOT NULL'] : []),
    ...(throttled ? [hadTooMuch(`${bind(throttlePerHour)}::int`)] : []),
  ];
  return [
    "users.role <> 'MEMBER'",
    ...(has('EMAIL') ? ['users.email IS NULL'] : []),
    ...(has('SMS', 'WHATSAPP') ? ['users.phone IS NULL'] : []),
    ...[...suppressing].map(
      (channel) =>
        `${BY_ADDRESS[channel] ?? 'users.id::text'} IN (SELECT address FROM suppressions WHERE suppressions.channel = '${channel}')`,
    ),
    `users.id IN (${some.join(' UNION ALL ')})`,
  ];
}

const BY_ADDRESS: Partial<Record<Channel, string>> = {
  EMAIL: 'users.email',
  SMS: 'users.phone',
  WHATSAPP: 'users.phone',
};

/** Who was erased may still have a device. Index: devices_user_id_idx. */
async function countRinging(sql: Sql, { audience }: Outlook, everybody: boolean): Promise<number> {
  const values: unknown[] = [];
  const among = everybody
    ? 'user_id NOT IN (SELECT id FROM users WHERE erased_at IS NOT NULL)'
    : `user_id IN (${recipients(audience, (value) => `$${values.push(value)}`)})`;
  const [row] = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (SELECT DISTINCT user_id FROM devices) AS ringing WHERE ${among}`,
    values,
  );
  return row?.count ?? 0;
}

function alikeLot({ channels }: Outlook, people: number, rings: boolean): Lot {
  const reasons = channels.map((channel): SuppressionReason | null =>
    channel === 'WEBHOOK' || (channel === 'PUSH' && !rings) ? 'NO_ADDRESS' : null,
  );
  return {
    people,
    role: 'MEMBER',
    variant: null,
    rings,
    reasons,
    timezone: null,
    quietStart: null,
    quietEnd: null,
  };
}
