import { priceKey, type Prices } from '../../platform/config/prices.js';
import type { Channel } from '../../notifications/vocabulary.js';
import type { Outgoing } from '../channels/provider.js';
import { segmentsOf } from '../channels/sms/segments.js';

/** What the column holds; no price comes near it. */
const MOST = 2_147_483_647;

/** What one by this provider costs in millionths of the currency; what has no price costs nothing. */
export function priceOf(prices: Prices, channel: Channel, provider?: string): number {
  const own = provider === undefined ? undefined : prices.get(priceKey(channel, provider));
  return own ?? prices.get(priceKey(channel)) ?? 0;
}

/**
 * What a delivery has cost that a provider took. What the provider says itself goes first, as long as it can be
 * believed; an SMS is paid by segment, of the text that was sent.
 */
export function costOf(
  { channel, said }: Pick<Outgoing, 'channel' | 'said'>,
  provider: string,
  prices: Prices,
  reported?: number,
): number {
  if (reported !== undefined && reported >= 0) return Math.min(Math.round(reported), MOST);
  const price = priceOf(prices, channel, provider);
  const count = channel === 'SMS' && price > 0 ? segmentsOf(said.message).count : 1;
  return Math.min(price * count, MOST);
}
