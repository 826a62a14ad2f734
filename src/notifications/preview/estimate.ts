import type { Config } from '../../platform/config/config.js';
import { priceOf } from '../../platform/config/prices.js';
import type { Channel } from '../vocabulary.js';
import type { Reach } from './sums.js';

/** What it would cost in units of the currency: everybody who is reachable, by the provider that is asked first, an SMS in one part. */
export function estimatedCost(
  reach: Reach,
  { costs, providers }: Pick<Config, 'costs' | 'providers'>,
): number {
  const each = Object.entries(reach) as [Channel, { reachable: number }][];
  const sum = each.reduce((total, [channel, { reachable }]) => {
    return total + reachable * priceOf(costs.prices, channel, askedFirst(channel, providers));
  }, 0);
  return sum / 1_000_000;
}

/** As it is called in PRICES; undefined where nothing is configured that could send it. */
function askedFirst(
  channel: Channel,
  { email, push, sms, whatsapp }: Config['providers'],
): string | undefined {
  switch (channel) {
    case 'EMAIL':
      return email.smtp && 'smtp';
    case 'PUSH':
      return push.fcm ? 'fcm' : push.vapid && 'webpush';
    case 'SMS':
      return sms.order.usual.find((name) => sms[name as 'twilio' | 'msg91' | 'sns'] !== undefined);
    case 'WHATSAPP':
      return whatsapp && 'meta';
    case 'WEBHOOK':
      return 'http';
    case 'IN_APP':
      return undefined;
  }
}
