/** What one costs, in millionths of the currency: by `CHANNEL`, or by `CHANNEL/provider`, which goes first. */
export type Prices = ReadonlyMap<string, number>;

const PRICED = ['EMAIL', 'PUSH', 'SMS', 'WHATSAPP', 'WEBHOOK'];
const ENTRY = /^([A-Za-z_]+)(?:\/([a-z0-9-]+))?:(\d{1,4}(?:\.\d+)?)$/;
const MOST = 1_000;

/** The prices, or a sentence that says what is wrong with the first that is not right. */
export function pricesOf(entries: readonly string[]): Prices | string {
  const prices = new Map<string, number>();
  for (const entry of entries) {
    const [, name = '', provider, amount = ''] = ENTRY.exec(entry) ?? [];
    const channel = name.toUpperCase();
    if (name === '')
      return `"${entry}" must be CHANNEL:price or CHANNEL/provider:price, like SMS/msg91:0.002`;
    if (!PRICED.includes(channel))
      return `"${name}" is no channel that costs anything; these may: ${PRICED.join(', ')}`;
    if ((amount.split('.')[1] ?? '').length > 6) return `"${entry}" has more than six decimal places`;
    if (Number(amount) > MOST) return `"${entry}" is more than ${MOST} for one`;
    const key = priceKey(channel, provider);
    if (prices.has(key)) return `${key} has two prices`;
    prices.set(key, Math.round(Number(amount) * 1_000_000));
  }
  return prices;
}

export const priceKey = (channel: string, provider?: string) =>
  provider === undefined ? channel : `${channel}/${provider}`;

/** What one by this provider costs in millionths of the currency; what has no price costs nothing. */
export function priceOf(prices: Prices, channel: string, provider?: string): number {
  const own = provider === undefined ? undefined : prices.get(priceKey(channel, provider));
  return own ?? prices.get(priceKey(channel)) ?? 0;
}

export const isCurrency = (code: string) => Intl.supportedValuesOf('currency').includes(code);
