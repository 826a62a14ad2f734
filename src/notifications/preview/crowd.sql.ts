import { recipients, type Bind } from '../../audience/recipients.js';
import type { Sql } from '../../platform/database/database.js';
import type { Channel, SuppressionReason } from '../vocabulary.js';
import { hadTooMuch, lotsAmong, throttles, type Lot, type Outlook } from './outlook.sql.js';

/**
 * The same of a crowd, of whom most are alike: members who have an address, have chosen nothing and were written to in
 * vain by nobody. Only the others are judged one by one, and who is alike is what is left. Of these some have a device.
 * Indexes: as of `recipients`; users, preferences and devices are read as a whole.
 */
export async function lotsOfCrowd(sql: Sql, outlook: Outlook, size: number): Promise<Lot[]> {
  const throttled = await throttles(sql, outlook);
  const unlike = await lotsAmong(sql, outlook, throttled, (bind) => {
    const some = exceptions(outlook, throttled, bind).join(' UNION ');
    return `SELECT user_id FROM (${some}) AS unlike WHERE user_id IN (${recipients(outlook.audience, bind)})`;
  });
  const alike = size - sum(unlike);
  const ringing = outlook.channels.includes('PUSH')
    ? (await countRinging(sql, outlook)) - sum(unlike.filter(({ rings }) => rings))
    : 0;
  return [...unlike, alikeLot(outlook, ringing, true), alikeLot(outlook, alike - ringing, false)].filter(
    ({ people }) => people > 0,
  );
}

const sum = (lots: readonly Lot[]) => lots.reduce((total, { people }) => total + people, 0);

/** Whoever may differ from most in what the channels ask about. */
function exceptions({ channels, throttlePerHour }: Outlook, throttled: boolean, bind: Bind): string[] {
  const has = (...some: Channel[]) => some.some((channel) => channels.includes(channel));
  const lacks = [
    "role <> 'MEMBER'",
    ...(has('EMAIL') ? ['email IS NULL'] : []),
    ...(has('SMS', 'WHATSAPP') ? ['phone IS NULL'] : []),
  ];
  return [
    'SELECT user_id FROM preferences',
    `SELECT id FROM users WHERE ${lacks.join(' OR ')}`,
    ...channels.flatMap((channel) => suppressedBy(channel)),
    ...(has('WEBHOOK') ? ['SELECT user_id FROM webhook_endpoints WHERE user_id IS NOT NULL'] : []),
    ...(throttled ? [hadTooMuch(`${bind(throttlePerHour)}::int`)] : []),
  ];
}

const BY_ADDRESS: Partial<Record<Channel, string>> = { EMAIL: 'email', SMS: 'phone', WHATSAPP: 'phone' };

function suppressedBy(channel: Channel): string[] {
  if (channel === 'IN_APP') return [];
  const column = BY_ADDRESS[channel] ?? 'id::text';
  return [
    `SELECT users.id FROM users JOIN suppressions ON suppressions.channel = '${channel}' AND address = users.${column}`,
  ];
}

/** Index: devices_user_id_idx. */
async function countRinging(sql: Sql, { audience }: Outlook): Promise<number> {
  const values: unknown[] = [];
  const people = recipients(audience, (value) => `$${values.push(value)}`);
  const [row] = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (SELECT DISTINCT user_id FROM devices) AS ringing WHERE user_id IN (${people})`,
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
