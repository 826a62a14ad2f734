import type { Config } from '../../platform/config/config.js';
import { priceOf } from '../../platform/config/prices.js';
import type { Outgoing } from '../channels/provider.js';
import { smsOf } from '../channels/sms/compose.js';

/** What the column holds; no price comes near it. */
const MOST = 2_147_483_647;

/**
 * What a delivery has cost that a provider took. What the provider says itself goes first, as long as it can be
 * believed; an SMS is paid by segment, of the text as it left.
 */
export function costOf(item: Outgoing, provider: string, config: Config, reported?: number): number {
  if (reported !== undefined && reported >= 0) return Math.min(Math.round(reported), MOST);
  const price = priceOf(config.costs.prices, item.channel, provider);
  const count = item.channel === 'SMS' && price > 0 ? smsOf(item, config).segments.count : 1;
  return Math.min(price * count, MOST);
}
